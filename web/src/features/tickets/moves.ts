import type { TicketStatus, TicketSummary, TransitionInput } from '@/api/types';

/** The status machine as the server keeps it; it refuses anything else and says so. */
const MOVES: Record<TicketStatus, readonly TicketStatus[]> = {
  new: ['in_progress'],
  in_progress: ['pending', 'resolved'],
  pending: ['in_progress', 'resolved'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['in_progress'],
};
const FROM_START: readonly TicketStatus[] = ['pending', 'resolved'];

/** Where a ticket may go in one act of its agent: a new one may be started and finished at once. */
export function reachable(status: TicketStatus): TicketStatus[] {
  const direct = MOVES[status];
  return direct.includes('in_progress') && status !== 'pending' ? [...direct, ...FROM_START] : [...direct];
}

/** The moves to get there, in order; empty where there is no way. */
export function stepsTo(from: TicketStatus, to: TicketStatus): TicketStatus[] {
  if (MOVES[from].includes(to)) return [to];
  return reachable(from).includes(to) ? ['in_progress', to] : [];
}

/** Statuses that at least one of the tickets can reach, with how many can. */
export function commonMoves(tickets: readonly TicketSummary[]): { to: TicketStatus; count: number }[] {
  const order: TicketStatus[] = ['in_progress', 'pending', 'resolved', 'closed', 'reopened'];
  return order
    .map((to) => ({ to, count: tickets.filter(({ status }) => reachable(status).includes(to)).length }))
    .filter(({ count }) => count > 0);
}

export interface MoveValues {
  pending_reason: string;
  resolution_summary: string;
  resolution_category: string;
  root_cause: string;
  reason: string;
  /** Said to the requester with the move; never needed. */
  comment: string;
}

export type MoveField = keyof MoveValues;

const NEEDS: Partial<Record<TicketStatus, readonly MoveField[]>> = {
  pending: ['pending_reason'],
  resolved: ['resolution_summary', 'resolution_category', 'root_cause'],
  reopened: ['reason'],
};
const SHORTEST = 3;

export const fieldsFor = (to: TicketStatus): readonly MoveField[] => NEEDS[to] ?? [];

/** Fields that are still missing or too short for this move. */
export function missingFor(to: TicketStatus, values: MoveValues): MoveField[] {
  return fieldsFor(to).filter((field) => values[field].trim().length < SHORTEST);
}

export function toTransition(to: TicketStatus, values: MoveValues): TransitionInput {
  const told = fieldsFor(to).map((field) => [field, values[field].trim()] as const);
  const comment = values.comment.trim();
  return { to, ...Object.fromEntries(told), ...(comment ? { comment } : {}) } as TransitionInput;
}

export const OPEN_STATUSES: readonly TicketStatus[] = ['new', 'in_progress', 'pending', 'reopened'];
export const isOpen = (status: TicketStatus): boolean => OPEN_STATUSES.includes(status);

/** How urgent a row looks: late is red, close to late is yellow, finished is neither. */
export function rowTone(ticket: TicketSummary): 'warn' | 'breach' | undefined {
  if (!isOpen(ticket.status)) return undefined;
  const states = [ticket.sla.response?.state, ticket.sla.resolution?.state];
  if (ticket.is_breached || states.includes('breached')) return 'breach';
  return states.includes('warning') ? 'warn' : undefined;
}
