import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { TicketFilters, TicketStatus, TicketSummary } from '@/api/types';

/** The four states a requester sees, whatever the desk does inside. */
export type PlainState = 'received' | 'working' | 'waiting' | 'done';

export const PLAIN_STATES: PlainState[] = ['received', 'working', 'waiting', 'done'];

export const PLAIN_LABELS: Record<PlainState, MessageDescriptor> = {
  received: msg`Received`,
  working: msg`Being worked on`,
  waiting: msg`Waiting for you`,
  done: msg`Done`,
};

const PLAIN_OF: Record<TicketStatus, PlainState> = {
  new: 'received',
  reopened: 'received',
  in_progress: 'working',
  pending: 'working',
  resolved: 'waiting',
  closed: 'done',
};

type Waits = Pick<TicketSummary, 'status'> & { pending_reason?: string | null };

/** Pending counts as theirs only when the desk waits for the requester and not for a vendor. */
export function plainState(ticket: Waits): PlainState {
  const reason = ticket.pending_reason;
  if (ticket.status === 'pending' && (!reason || reason === 'user')) return 'waiting';
  return PLAIN_OF[ticket.status];
}

export type ListTab = 'open' | 'waiting' | 'done';

export const TAB_STATUS: Record<ListTab, string> = {
  open: 'new,in_progress,pending,reopened',
  waiting: 'pending,resolved',
  done: 'closed',
};

export function tabFilters(tab: ListTab, q: string | undefined): TicketFilters {
  return { requester: 'me', status: TAB_STATUS[tab], sort: '-updated_at', limit: 30, ...(q ? { q } : {}) };
}
