import type { BoardLimits } from '@/api/board';
import type { Me, TicketSummary } from '@/api/types';
import { can } from '@/lib/permissions';
import type { Column } from './kanban-model';
import { isOpen } from './moves';
import { worksOn } from './rights';
import type { LaneBy } from './search';

export interface Lane {
  key: string;
  /** Null for tickets without a team or an agent. */
  name: string | null;
  /** Its tickets, column by column. */
  cells: TicketSummary[][];
}

function placeOf(ticket: TicketSummary, by: LaneBy): { id: string; name: string } | null {
  if (by === 'priority') return { id: ticket.priority, name: ticket.priority };
  return by === 'team' ? ticket.team : ticket.assignee;
}

/** The lane a ticket stands in. */
export const laneOf = (ticket: TicketSummary, by: LaneBy): string => placeOf(ticket, by)?.id ?? '';

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'];

/**
 * The tickets of all columns by lane: by name, those of nobody first, for somebody has to take them.
 * Every priority has its lane, for a ticket may be put there; teams and agents only where they have tickets.
 */
export function lanesOf(columns: TicketSummary[][], by: LaneBy): Lane[] {
  const empty = (key: string, name: string | null): Lane => ({ key, name, cells: columns.map(() => []) });
  const lanes = new Map<string, Lane>();
  if (by === 'priority' && columns.some((tickets) => tickets.length > 0))
    for (const priority of PRIORITIES) lanes.set(priority, empty(priority, priority));
  columns.forEach((tickets, at) => {
    for (const ticket of tickets) {
      const place = placeOf(ticket, by);
      const key = laneOf(ticket, by);
      const lane = lanes.get(key) ?? empty(key, place?.name ?? null);
      lane.cells[at]?.push(ticket);
      lanes.set(key, lane);
    }
  });
  return [...lanes.values()].sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
}

/** Whether this person may put a ticket into another lane; whom somebody may give it to, the server knows. */
export function mayChangeLane(me: Me, ticket: TicketSummary, by: LaneBy, lane: Lane): boolean {
  if (lane.key === laneOf(ticket, by) || !isOpen(ticket.status) || !worksOn(me, ticket)) return false;
  // Nobody is given a ticket by taking it from everybody: that is handing it back, with a reason.
  if (lane.name === null) return false;
  return by !== 'team' || can(me, 'tickets.assign_any');
}

/** The next lane up or down that takes a ticket, its own among them (null); the same where there is none. */
export function nextLane(
  lanes: readonly Lane[],
  own: string,
  from: string | null,
  step: 1 | -1,
  takes: (lane: Lane) => boolean,
): string | null {
  const start = lanes.findIndex(({ key }) => key === (from ?? own));
  for (let at = start + step; at >= 0 && at < lanes.length; at += step) {
    const lane = lanes[at];
    if (lane?.key === own) return null;
    if (lane && takes(lane)) return lane.key;
  }
  return from;
}

/** Limits are kept by the first status of a column. */
export type LimitedColumn = 'new' | 'in_progress' | 'pending' | 'resolved';
export const LIMITED: readonly LimitedColumn[] = ['new', 'in_progress', 'pending', 'resolved'];

export function limitOf(limits: BoardLimits | undefined, column: Column): number | null {
  const name = LIMITED.find((one) => one === column.statuses[0]);
  return limits && name ? limits[name] : null;
}

/** The one team that a board shows, if its filters name exactly one. */
export function onlyTeam(team: string | undefined, limits: readonly BoardLimits[]): BoardLimits | undefined {
  return limits.find((one) => one.team.id === team);
}
