import { useLingui } from '@lingui/react/macro';
import { Checkbox, Group, Text } from '@mantine/core';
import type { TicketSummary } from '@/api/types';
import { BlockLink } from '@/ui/links';
import { PersonChip } from '@/ui/PersonChip';
import { PriorityChip } from '@/ui/PriorityChip';
import { SlaRing } from '@/ui/SlaRing';
import { StatusChip } from '@/ui/StatusChip';
import { rowTone } from '../../moves';
import { Marks } from './Marks';
import classes from './Queue.module.css';

interface Props {
  ticket: TicketSummary;
  isSelected: boolean;
  onToggle: () => void;
}

/** A row of the queue on a phone. */
export function TicketRowCard({ ticket, isSelected, onToggle }: Props) {
  const { t } = useLingui();
  return (
    <Group gap="sm" wrap="nowrap" align="stretch">
      <BlockLink
        to="/queue/$id"
        params={{ id: ticket.number }}
        className={classes.card}
        data-tone={rowTone(ticket)}
      >
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Group gap={6} wrap="nowrap">
            <PriorityChip priority={ticket.priority} />
            <Marks ticket={ticket} />
            <Text span size="xs" c="dimmed" className="numeric">
              {ticket.number}
            </Text>
          </Group>
          <SlaRing sla={ticket.sla} createdAt={ticket.created_at} />
        </Group>
        <div className={classes.cardTitle}>{ticket.title}</div>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <StatusChip status={ticket.status} />
          <PersonChip person={ticket.assignee} />
        </Group>
      </BlockLink>
      <Checkbox
        my="auto"
        size="md"
        checked={isSelected}
        onChange={onToggle}
        aria-label={t`Select ${ticket.number}`}
      />
    </Group>
  );
}
