import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TicketSummary } from '@/api/types';
import { type Column, mayMove, standsIn } from '../../kanban-model';
import type { Held } from './Kanban';
import classes from './Kanban.module.css';
import { KanbanCard } from './KanbanCard';

export interface Moving {
  /** Every column, so that a card knows where it may go. */
  columns: Column[];
  held: Held | null;
  onHold: (ticket: TicketSummary, column: Column) => void;
  onOver: (column: Column) => void;
  onDrop: (column: Column) => void;
  onLeave: () => void;
  onMove: (ticket: TicketSummary, column: Column) => void;
  onKey: (ticket: TicketSummary, key: string) => boolean;
}

interface Props {
  name: string;
  column: Column;
  tickets: TicketSummary[];
  moving: Moving;
  /** Whether a card that is held may come here; a card stays in its lane. */
  isOpen: boolean;
  isOver: boolean;
  isTooFull: boolean;
  head?: ReactNode;
  foot?: ReactNode;
  /** Stands in for "nothing here" while nothing is known. */
  waiting?: ReactNode;
}

/** The cards of one column, or of one column within a lane, where cards are put down. */
export function KanbanCell(props: Props) {
  const { name, column, tickets, moving } = props;
  const { held } = moving;
  const takes = held !== null && props.isOpen && mayMove(held.ticket, column);
  const isHome = held !== null && props.isOpen && standsIn(held.ticket, column);
  return (
    <section
      className={classes.column}
      aria-label={name}
      data-takes={takes || undefined}
      data-closed={(held !== null && !takes && !isHome) || undefined}
      data-over={(takes && props.isOver) || undefined}
      data-too-full={props.isTooFull || undefined}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        if (!props.isOver) moving.onOver(column);
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (takes) moving.onDrop(column);
      }}
    >
      {props.head}
      {props.waiting}
      {!props.waiting && tickets.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" ta="center">
          <Trans>Nothing here</Trans>
        </Text>
      )}
      {tickets.map((ticket) => (
        <KanbanCard
          key={ticket.id}
          ticket={ticket}
          columns={moving.columns}
          isHeld={held?.ticket.id === ticket.id}
          onHold={() => moving.onHold(ticket, column)}
          onLeave={moving.onLeave}
          onMove={(to) => moving.onMove(ticket, to)}
          onKey={(key) => moving.onKey(ticket, key)}
        />
      ))}
      {props.foot}
    </section>
  );
}
