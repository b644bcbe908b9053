import type { BoardLimits } from '@/api/board';
import type { TicketSummary } from '@/api/types';
import type { Column } from './kanban-model';
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

/** The tickets of all columns by lane: by name, those of nobody first, for somebody has to take them. */
export function lanesOf(columns: TicketSummary[][], by: LaneBy): Lane[] {
  const lanes = new Map<string, Lane>();
  columns.forEach((tickets, at) => {
    for (const ticket of tickets) {
      const place = placeOf(ticket, by);
      const key = place?.id ?? '';
      const lane = lanes.get(key) ?? { key, name: place?.name ?? null, cells: columns.map(() => []) };
      lane.cells[at]?.push(ticket);
      lanes.set(key, lane);
    }
  });
  return [...lanes.values()].sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
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
