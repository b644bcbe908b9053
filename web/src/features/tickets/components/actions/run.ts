import { startBulkChange } from '@/api/bulk';
import { changeTickets, overridePriority } from '@/api/desk';
import type { BulkInput, BulkResult, PriorityInput } from '@/api/desk-types';
import { assignTicket, transitionTicket } from '@/api/tickets';
import type { AssignInput, Ticket, TicketSummary, TransitionInput } from '@/api/types';
import { stepsTo } from '../../moves';
import { useWhole, type Whole } from './whole';

export type Change =
  | { kind: 'assign'; assign: AssignInput }
  | { kind: 'transition'; transition: TransitionInput }
  | { kind: 'priority'; priority: PriorityInput }
  | { kind: 'tags'; add: string[]; remove: string[] }
  | { kind: 'macro'; macro: { macro_id: string; version: number } };

/** What only the interface for many knows. */
type OfMany = { kind: 'tags' | 'macro' };

export interface Outcome {
  /** The changed ticket where there was only one. */
  ticket?: Ticket;
  results: BulkResult[];
  /** What undoes it, where many were changed at once: one change for each 200 tickets. */
  changes: string[];
  /** A job that changes them all by and by. */
  job?: string;
}

/** The server takes at most this many ids in one bulk change. */
const BULK_MAX = 200;

/**
 * Carry out one change on one ticket or on many; many never fail as a whole, each has its own result.
 * `withUndo`: one ticket is changed as many are, so that the server can take it back.
 */
export function runChange(tickets: TicketSummary[], change: Change, withUndo = false): Promise<Outcome> {
  const { whole } = useWhole.getState();
  if (whole && tickets.length > 1) return runWhole(whole, change);
  const [only] = tickets;
  if (tickets.length === 1 && only && !withUndo && change.kind !== 'tags' && change.kind !== 'macro')
    return runOne(only, change);
  return runMany(tickets, change);
}

async function runOne(ticket: TicketSummary, change: Exclude<Change, OfMany>): Promise<Outcome> {
  if (change.kind === 'assign')
    return { ticket: await assignTicket(ticket.id, change.assign), results: [], changes: [] };
  if (change.kind === 'priority') {
    return { ticket: await overridePriority(ticket.id, change.priority), results: [], changes: [] };
  }
  const { transition } = change;
  if (stepsTo(ticket.status, transition.to).length > 1)
    await transitionTicket(ticket.id, { to: 'in_progress' });
  return { ticket: await transitionTicket(ticket.id, transition), results: [], changes: [] };
}

async function runMany(tickets: TicketSummary[], change: Change): Promise<Outcome> {
  if (change.kind === 'transition') await startFirst(tickets, change.transition);
  const results: BulkResult[] = [];
  const changes: string[] = [];
  for (const ids of chunks(tickets)) {
    const done = await changeTickets(toBulk(ids, change));
    results.push(...done.items);
    if (done.change_id) changes.push(done.change_id);
  }
  return { results, changes };
}

async function runWhole({ filters, total }: Whole, change: Change): Promise<Outcome> {
  const { ids: _, ...action } = toBulk([], change);
  const { id } = await startBulkChange({ ...action, filters, expected: total });
  return { results: [], changes: [], job: id };
}

/** New tickets are started before they can wait or be resolved; what cannot be shows in the next step. */
async function startFirst(tickets: TicketSummary[], transition: TransitionInput): Promise<void> {
  const fresh = tickets.filter(({ status }) => stepsTo(status, transition.to).length > 1);
  for (const ids of chunks(fresh)) {
    await changeTickets({ ids, action: 'transition', transition: { to: 'in_progress' } });
  }
}

function chunks(tickets: TicketSummary[]): string[][] {
  const ids = tickets.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / BULK_MAX) }, (_, index) =>
    ids.slice(index * BULK_MAX, (index + 1) * BULK_MAX),
  );
}

export function toBulk(ids: string[], change: Change): BulkInput {
  switch (change.kind) {
    case 'assign':
      return { ids, action: 'assign', assign: change.assign };
    case 'transition':
      return { ids, action: 'transition', transition: change.transition };
    case 'priority':
      return { ids, action: 'priority', priority: change.priority };
    case 'tags':
      return { ids, action: 'tags', add_tags: change.add, remove_tags: change.remove };
    case 'macro':
      return { ids, action: 'macro', macro: change.macro };
  }
}
