import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TicketSummary } from '@/api/types';
import { formatMoment } from '@/lib/time';
import { PersonChip } from '@/ui/PersonChip';
import { PriorityChip } from '@/ui/PriorityChip';
import { SlaRing } from '@/ui/SlaRing';
import { StatusChip } from '@/ui/StatusChip';
import type { DataColumn } from '@/ui/table/types';
import { isOpen } from '../../moves';
import { Marks } from './Marks';
import classes from './Queue.module.css';

/** Columns of the queue; what a narrower screen leaves out is in `hiddenAt`. */
export function useColumns(
  meId: string,
  onTake: (ticket: TicketSummary) => void,
): DataColumn<TicketSummary>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'priority',
        header: t`Prio`,
        width: '52px',
        sortKey: 'priority',
        cell: (row) => <PriorityChip priority={row.priority} />,
      },
      {
        id: 'title',
        header: t`Ticket`,
        width: 'minmax(var(--title-min, 240px), 1fr)',
        sortKey: 'number',
        cell: (row) => <TitleCell ticket={row} />,
      },
      { id: 'status', header: t`Status`, width: '118px', cell: (row) => <StatusChip status={row.status} /> },
      {
        id: 'sla',
        header: t`Due`,
        width: '112px',
        sortKey: 'next_due_at',
        cell: (row) => (
          <span className={classes.middle}>
            <SlaRing sla={row.sla} createdAt={row.created_at} />
          </span>
        ),
      },
      {
        id: 'team',
        header: t`Team`,
        width: '130px',
        cell: (row) => (
          <Text span size="sm" c={row.team ? undefined : 'dimmed'} truncate>
            {row.team?.name ?? '–'}
          </Text>
        ),
      },
      {
        id: 'assignee',
        header: t`Assignee`,
        width: '172px',
        cell: (row) => <AssigneeCell ticket={row} isMine={row.assignee?.id === meId} onTake={onTake} />,
      },
      plain('requester', t`Requester`, (row) => row.requester.name),
      plain('category', t`Category`, (row) => row.category),
      plain('location', t`Location`, (row) => row.location),
      { ...plain('updated', t`Last change`, (row) => formatMoment(row.updated_at)), sortKey: 'updated_at' },
    ],
    [t, meId, onTake],
  );
}

const ON_REQUEST = ['requester', 'category', 'location', 'updated'];
const NARROW = ['team', 'status'];

/** Columns not to show: those a view leaves out, else what does not fit beside the title. */
export function hiddenOf(chosen: readonly string[] | undefined, isWide: boolean, split: boolean): string[] {
  if (split) return [...ON_REQUEST, ...NARROW, 'assignee'];
  if (!chosen?.length) return isWide ? ON_REQUEST : [...ON_REQUEST, 'team'];
  return [...COLUMN_IDS, ...ON_REQUEST].filter((id) => !chosen.includes(id));
}

const COLUMN_IDS = ['priority', 'status', 'sla', 'team', 'assignee'];

function plain(id: string, header: string, text: (row: TicketSummary) => string): DataColumn<TicketSummary> {
  return {
    id,
    header,
    width: '140px',
    cell: (row) => (
      <Text span size="sm" truncate>
        {text(row)}
      </Text>
    ),
  };
}

function TitleCell({ ticket }: { ticket: TicketSummary }) {
  return (
    <div className={classes.titleCell}>
      <Group gap={6} wrap="nowrap" miw={0}>
        <Marks ticket={ticket} />
        <Text span size="sm" fw={550} truncate title={ticket.title}>
          {ticket.title}
        </Text>
        {ticket.tags.slice(0, 2).map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
      </Group>
      <span className={classes.under}>
        <span className="numeric">{ticket.number}</span> · {ticket.requester.name} · {ticket.category}
      </span>
    </div>
  );
}

interface AssigneeProps {
  ticket: TicketSummary;
  isMine: boolean;
  onTake: (ticket: TicketSummary) => void;
}

function AssigneeCell({ ticket, isMine, onTake }: AssigneeProps) {
  const { t } = useLingui();
  return (
    <Group gap={4} wrap="nowrap" justify="space-between" miw={0}>
      <PersonChip person={ticket.assignee} />
      {!isMine && isOpen(ticket.status) && (
        <ActionIcon
          size="md"
          tabIndex={-1}
          className={classes.take}
          aria-label={t`Assign ${ticket.number} to me`}
          title={t`Assign to me`}
          onClick={() => onTake(ticket)}
        >
          <IconUserCheck size={17} />
        </ActionIcon>
      )}
    </Group>
  );
}
