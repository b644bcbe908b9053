import type { DeskFilters } from '@/api/desk-types';
import type { TicketStatus, TicketSummary } from '@/api/types';
import { fieldsFor, reachable } from './moves';

export interface Column {
  /** What a ticket becomes that is put there. */
  to: TicketStatus;
  /** Statuses of the tickets that stand there. */
  statuses: readonly TicketStatus[];
}

/** A ticket never becomes new: what comes back to the first column is reopened. */
export const COLUMNS = [
  { to: 'reopened', statuses: ['new', 'reopened'] },
  { to: 'in_progress', statuses: ['in_progress'] },
  { to: 'pending', statuses: ['pending'] },
  { to: 'resolved', statuses: ['resolved'] },
] as const satisfies readonly Column[];

/** A column's part of a view; resolved ones the latest first, everything else in the order of the view. */
export function columnFilters(filters: DeskFilters, column: Column): DeskFilters {
  const statuses = column.statuses.join(',');
  const rest = { ...filters, status: statuses };
  return column.to === 'resolved' ? { ...rest, view: 'all', sort: '-updated_at' } : rest;
}

/** Columns a view has nothing in are not asked for. */
export function columnsOf(filters: DeskFilters): Column[] {
  const asked = filters.status?.split(',');
  if (!asked) return [...COLUMNS];
  return COLUMNS.filter(({ statuses }) => statuses.some((status) => asked.includes(status)));
}

export const standsIn = (ticket: TicketSummary, column: Column): boolean =>
  column.statuses.includes(ticket.status);

export const mayMove = (ticket: TicketSummary, column: Column): boolean =>
  !standsIn(ticket, column) && reachable(ticket.status).includes(column.to);

/** Whether the move needs more than the wish. */
export const needsForm = (column: Column): boolean => fieldsFor(column.to).length > 0;

/** The next column to the left or right where the ticket may go; the same where there is none. */
export function nextColumn(
  columns: readonly Column[],
  ticket: TicketSummary,
  from: number,
  step: 1 | -1,
): number {
  for (let at = from + step; at >= 0 && at < columns.length; at += step) {
    const column = columns[at];
    if (column && (mayMove(ticket, column) || standsIn(ticket, column))) return at;
  }
  return from;
}
