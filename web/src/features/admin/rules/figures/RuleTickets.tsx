import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DecidedTicket, type RuleSetKind, ticketsOfRuleQuery } from '@/api/conditions';
import { formatMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';

interface Props {
  kind: RuleSetKind;
  rule: { id: string; name: string };
  onClose: () => void;
}

/** The tickets that a rule decided, and what people put right. */
export function RuleTickets({ kind, rule, onClose }: Props) {
  const { t } = useLingui();
  const [corrected, setCorrected] = useState(false);
  const query = useInfiniteQuery(ticketsOfRuleQuery({ kind, ruleId: rule.id, corrected }));
  const tickets = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Modal opened onClose={onClose} title={t`Decided by “${rule.name}” in the last 90 days`} size="lg">
      <Stack gap="sm">
        <Switch
          label={t`Only those that were corrected`}
          checked={corrected}
          onChange={(event) => setCorrected(event.currentTarget.checked)}
        />
        {query.isPending && <Skeleton h={120} />}
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && tickets.length === 0 && (
          <Text c="dimmed">
            <Trans>None</Trans>
          </Text>
        )}
        {tickets.map((ticket) => (
          <Ticket key={ticket.id} ticket={ticket} />
        ))}
        {query.hasNextPage && (
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

function Ticket({ ticket }: { ticket: DecidedTicket }) {
  const { t } = useLingui();
  const words = { priority: t`Priority`, category: t`Category`, team: t`Team` };
  return (
    <div>
      <TextLink to="/queue/$id" params={{ id: ticket.id }} size="sm">
        {ticket.number}
      </TextLink>{' '}
      <Text span size="sm">
        {ticket.title}
      </Text>
      {ticket.corrections.map(({ correction, previous, corrected, by, at }) => (
        <Text key={correction} size="xs" c="dimmed">
          {words[correction]}: {previous ?? '–'} → {corrected ?? '–'} ({by}, {formatMoment(at)})
        </Text>
      ))}
    </div>
  );
}
