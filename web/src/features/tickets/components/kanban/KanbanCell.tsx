import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TicketSummary } from '@/api/types';
import { type Column, mayMove, standsIn } from '../../kanban-model';
import classes from './Kanban.module.css';
import { KanbanCard } from './KanbanCard';
import type { Moving } from './use-moving';

interface Props {
  name: string;
  column: Column;
  tickets: TicketSummary[];
  moving: Moving;
  /** The lane it belongs to where that is another than that of the held card. */
  lane: string | null;
  /** Whether it is in the lane of the card that is held; there are no lanes elsewhere. */
  isOpen: boolean;
  /** Whether the card that is held may come into this lane. */
  takesLane: boolean;
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
  const isTheirs = held !== null && standsIn(held.ticket, column);
  const takes = held !== null && (props.isOpen ? mayMove(held.ticket, column) : props.takesLane && isTheirs);
  const isHome = props.isOpen && isTheirs;
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
        if (!props.isOver) moving.onOver(column, props.lane);
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (takes) moving.onDrop(column, props.lane);
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
          lanesBy={moving.lanesBy}
          lanes={moving.lanesFor(ticket)}
          isHeld={held?.ticket.id === ticket.id}
          onHold={() => moving.onHold(ticket, column)}
          onLeave={moving.onLeave}
          onMove={(to) => moving.onMove(ticket, to)}
          onLane={(lane) => moving.onLane(ticket, lane)}
          onKey={(key) => moving.onKey(ticket, key)}
        />
      ))}
      {props.foot}
    </section>
  );
}
