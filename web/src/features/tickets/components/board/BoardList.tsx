import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Paper, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { DeskFilters } from '@/api/desk-types';
import { queueQuery } from '@/api/queue';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { PriorityChip } from '@/ui/PriorityChip';
import { RowsSkeleton } from '@/ui/Skeletons';
import { SlaRing } from '@/ui/SlaRing';
import { rowsOf } from '../../cache';
import { openAction } from '../actions/store';
import classes from './Board.module.css';
import { linkTo, listOf } from './Figures';

/** So many are shown here; the rest are a click away, in the queue. */
const MOST = 8;

interface Props {
  title: string;
  empty: ReactNode;
  filters: DeskFilters;
  team: string | undefined;
}

/** The head of a list of tickets, to give to somebody one by one or several at once. */
export function BoardList({ title, empty, filters, team }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useInfiniteQuery(queueQuery(listOf(filters, team)));
  const [chosen, setChosen] = useState<string[]>([]);
  const rows = rowsOf(data);
  const shown = rows.slice(0, MOST);
  const total = data?.pages[0]?.total ?? rows.length;
  const selected = shown.filter(({ id }) => chosen.includes(id));
  const toggle = (id: string) =>
    setChosen((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]));
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm" mih={30}>
        <Title order={2} size="h4">
          {title}{' '}
          <Text span c="dimmed" className="numeric">
            {data ? total : ''}
          </Text>
        </Title>
        {selected.length > 0 && (
          <Button
            size="compact-sm"
            leftSection={<IconUsers size={15} aria-hidden />}
            onClick={() => openAction('assign', selected)}
          >
            <Trans>Assign {selected.length}…</Trans>
          </Button>
        )}
      </Group>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton />}
      {data && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      {shown.map((ticket) => (
        <Line
          key={ticket.id}
          ticket={ticket}
          isChosen={chosen.includes(ticket.id)}
          onToggle={() => toggle(ticket.id)}
        />
      ))}
      {total > shown.length && (
        <TextLink to="/queue" search={linkTo(filters, team) as never} size="sm">
          {t`All ${total}`}
        </TextLink>
      )}
    </Paper>
  );
}

interface LineProps {
  ticket: TicketSummary;
  isChosen: boolean;
  onToggle: () => void;
}

function Line({ ticket, isChosen, onToggle }: LineProps) {
  const { t } = useLingui();
  return (
    <div className={classes.line}>
      <Checkbox checked={isChosen} onChange={onToggle} aria-label={t`Select ${ticket.number}`} />
      <PriorityChip priority={ticket.priority} />
      <div className={classes.words}>
        <TextLink to="/queue/$id" params={{ id: ticket.number }} size="sm" truncate>
          {ticket.title}
        </TextLink>
        <Text size="xs" c="dimmed" truncate>
          <span className="numeric">{ticket.number}</span> · {ticket.team?.name ?? <Trans>no team</Trans>} ·{' '}
          {ticket.assignee?.name ?? <Trans>nobody yet</Trans>}
        </Text>
      </div>
      <SlaRing sla={ticket.sla} createdAt={ticket.created_at} />
    </div>
  );
}
