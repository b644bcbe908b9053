import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import { useMe } from '@/api/auth';
import type { TicketSummary } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { isUnread } from '@/lib/seen';
import { formatPromise, formatRelative } from '@/lib/time';
import { BlockLink } from '@/ui/links';
import { plainState } from '../model';
import { PlainChip } from './PlainChip';
import classes from './TicketCard.module.css';

/** One own ticket: what it is, where it stands, when an answer is due. */
export function TicketCard({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const unread = isUnread(useMe().id, ticket);
  const state = plainState(ticket);
  const now = currentTime();
  const due = state === 'received' || state === 'working' ? ticket.sla.next_due_at : null;
  return (
    <BlockLink to="/tickets/$number" params={{ number: ticket.number }} className={classes.card}>
      <Group justify="space-between" gap="xs">
        <Text span size="xs" c="dimmed" fw={500} className="numeric">
          {ticket.number} · {ticket.category}
        </Text>
        <PlainChip state={state} />
      </Group>
      <Text fw={unread ? 700 : 600} className={classes.title}>
        {unread && <span className={classes.dot} role="img" aria-label={t`News`} />}
        {ticket.title}
      </Text>
      <Text size="sm" c="dimmed">
        {ticket.assignee && <Trans>With {ticket.assignee.name} · </Trans>}
        {due && Date.parse(due) > now ? (
          <Trans>answer due {formatPromise(due, now)}</Trans>
        ) : (
          <Trans>updated {formatRelative(ticket.updated_at, now)}</Trans>
        )}
      </Text>
    </BlockLink>
  );
}
