import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useMe } from '@/api/auth';
import type { TicketSummary } from '@/api/types';
import { STATUS_LABELS } from '@/ui/labels';
import { type Lane, laneOf, mayChangeLane, nextLane } from '../../kanban-lanes';
import { type Column, mayMove, nextColumn, standsIn } from '../../kanban-model';
import type { LaneBy } from '../../search';
import { useLaneMove, useMove } from './use-move';

export interface Held {
  ticket: TicketSummary;
  /** Where it would be put: an index among all columns, and another lane or null for its own. */
  over: number;
  lane: string | null;
  by: 'pointer' | 'keys';
}

export interface Moving {
  /** Every column, so that a card knows where it may go. */
  columns: Column[];
  held: Held | null;
  /** What the lanes are, if there are any. */
  lanesBy: LaneBy | undefined;
  /** The other lanes a ticket may be put into. */
  lanesFor: (ticket: TicketSummary) => Lane[];
  onHold: (ticket: TicketSummary, column: Column) => void;
  onOver: (column: Column, lane: string | null) => void;
  onDrop: (column: Column, lane: string | null) => void;
  onLeave: () => void;
  onMove: (ticket: TicketSummary, column: Column) => void;
  onLane: (ticket: TicketSummary, lane: Lane) => void;
  onKey: (ticket: TicketSummary, key: string) => boolean;
}

/**
 * Which card is held and where it would go, by pointer or by keys, and what is said of that.
 * One move changes one thing: another column within the lane, or another lane within the column.
 */
export function useMoving(columns: Column[], by: LaneBy | undefined, lanes: Lane[]) {
  const { t } = useLingui();
  const me = useMe();
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');
  const follow = useFollowing();
  const move = useMove();
  const laneMove = useLaneMove();
  const takes = (ticket: TicketSummary) => (lane: Lane) =>
    by !== undefined && mayChangeLane(me, ticket, by, lane);
  const homeOf = (ticket: TicketSummary) => columns.findIndex((column) => standsIn(ticket, column));

  const put = (ticket: TicketSummary, column: Column | undefined, key: string | null) => {
    setHeld(null);
    setSaid('');
    const lane = lanes.find((one) => one.key === key);
    if (by && lane && takes(ticket)(lane)) laneMove(ticket, by, lane);
    else if (column && mayMove(ticket, column)) move(ticket, column);
  };
  const stepSideways = (one: Held, step: 1 | -1) => {
    const over = nextColumn(columns, one.ticket, one.over, step);
    const column = columns[over];
    setHeld({ ...one, over, lane: null });
    setSaid(column ? t(STATUS_LABELS[column.statuses[0] ?? column.to]) : '');
  };
  const stepAcross = (one: Held, step: 1 | -1) => {
    if (!by) return;
    const { ticket } = one;
    const lane = nextLane(lanes, laneOf(ticket, by), one.lane, step, takes(ticket));
    setHeld({ ...one, over: homeOf(ticket), lane });
    setSaid(lanes.find(({ key }) => key === (lane ?? laneOf(ticket, by)))?.name ?? t`Where it was`);
  };
  const pickUp = (ticket: TicketSummary) => {
    const { number } = ticket;
    setHeld({ ticket, over: homeOf(ticket), lane: null, by: 'keys' });
    setSaid(
      by
        ? t`${number} is picked up. Left and right choose a column, up and down a lane, Space puts it there, Escape leaves it.`
        : t`${number} is picked up. Arrows choose a column, Space puts it there, Escape leaves it.`,
    );
  };
  const onKey = (ticket: TicketSummary, key: string): boolean => {
    if (held?.by !== 'keys' || held.ticket.id !== ticket.id) {
      if (key === ' ') pickUp(ticket);
      return key === ' ';
    }
    const { number } = ticket;
    const act = {
      Escape: () => {
        setHeld(null);
        setSaid(t`${number} stays where it is.`);
      },
      ' ': () => {
        follow(ticket);
        put(ticket, columns[held.over], held.lane);
      },
      ArrowLeft: () => stepSideways(held, -1),
      ArrowRight: () => stepSideways(held, 1),
      ArrowUp: () => stepAcross(held, -1),
      ArrowDown: () => stepAcross(held, 1),
    }[key === 'Enter' ? ' ' : key];
    act?.();
    return act !== undefined;
  };
  const moving: Moving = {
    columns,
    held,
    lanesBy: by,
    lanesFor: (ticket) => lanes.filter(takes(ticket)),
    onHold: (ticket, column) => setHeld({ ticket, over: columns.indexOf(column), lane: null, by: 'pointer' }),
    onOver: (column, lane) => held && setHeld({ ...held, over: columns.indexOf(column), lane }),
    onDrop: (column, lane) => held && put(held.ticket, column, lane),
    onLeave: () => setHeld(null),
    onMove: move,
    onLane: (ticket, lane) => by && laneMove(ticket, by, lane),
    onKey,
  };
  return { moving, said };
}

/** Keep the focus on a card that was moved by keys: it is drawn anew in its new place, and again if that is refused. */
function useFollowing(): (ticket: TicketSummary) => void {
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (!followed.current) return;
    const card = document.querySelector<HTMLElement>(`[data-card="${followed.current}"]`);
    if (document.activeElement === document.body) card?.focus();
    else if (document.activeElement !== card) followed.current = null;
  });
  return ({ id }) => {
    followed.current = id;
  };
}
