import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Ticket } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatMoment, formatPromise, fullMoment } from '@/lib/time';
import { PersonChip } from '@/ui/PersonChip';
import { PriorityChip } from '@/ui/PriorityChip';
import classes from './TicketFacts.module.css';

const RUNNING = new Set(['running', 'warning']);

/** What a requester may know about the handling: who, how urgent, until when. */
export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const now = useNow();
  const { response, resolution, promise } = ticket.sla;
  return (
    <Paper withBorder p="md" component="aside" aria-label={t`About this ticket`}>
      <Stack gap="md" component="dl" m={0}>
        <Fact name={<Trans>Taken care of by</Trans>}>
          {ticket.assignee ? (
            <PersonChip person={ticket.assignee} />
          ) : (
            (ticket.team?.name ?? <Trans>Being assigned</Trans>)
          )}
        </Fact>
        <Fact name={<Trans>Priority</Trans>}>
          <PriorityChip priority={ticket.priority} withLabel />
        </Fact>
        {response?.due_at && RUNNING.has(response.state) && (
          <Fact name={<Trans>First answer by</Trans>}>{formatPromise(response.due_at, now)}</Fact>
        )}
        {resolution?.due_at && RUNNING.has(resolution.state) && (
          <Fact name={<Trans>Solution by</Trans>}>{formatPromise(resolution.due_at, now)}</Fact>
        )}
        {promise?.due_at && RUNNING.has(promise.state) && (
          <Fact name={<Trans>Promised for</Trans>}>{formatPromise(promise.due_at, now)}</Fact>
        )}
        <Fact name={<Trans>Location</Trans>}>{ticket.location}</Fact>
        <Fact name={<Trans>Reported</Trans>}>
          <time dateTime={ticket.created_at} title={fullMoment(ticket.created_at)}>
            {formatMoment(ticket.created_at)}
          </time>
        </Fact>
      </Stack>
    </Paper>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className={classes.name}>{name}</dt>
      <Text component="dd" m={0} size="sm">
        {children}
      </Text>
    </div>
  );
}
