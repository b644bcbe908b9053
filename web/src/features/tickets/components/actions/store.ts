import { create } from 'zustand';
import type { BulkResult } from '@/api/desk-types';
import type { Priority, TicketStatus, TicketSummary } from '@/api/types';

export type ActionName =
  | 'assign'
  | 'status'
  | 'priority'
  | 'tags'
  | 'escalate'
  | 'hand_back'
  | 'promise'
  | 'withdraw_promise'
  | 'category'
  | 'macro'
  | 'merge'
  | 'split'
  | 'link';

export interface Failure {
  ticket: TicketSummary;
  result: BulkResult;
}

interface ActionState {
  name: ActionName | null;
  tickets: TicketSummary[];
  /** The status to start the status dialog with. */
  to: TicketStatus | undefined;
  /** The priority to start its dialog with: what was asked for on a board, where it can be taken back. */
  priority: Priority | undefined;
  failures: Failure[];
}

/** Which dialog is open and for which tickets; one host on each page shows it. */
export const useActions = create<ActionState>()(() => ({
  name: null,
  tickets: [],
  to: undefined,
  priority: undefined,
  failures: [],
}));

export function openAction(name: ActionName, tickets: TicketSummary[], to?: TicketStatus): void {
  if (tickets.length > 0) useActions.setState({ name, tickets, to });
}

export function openPriority(ticket: TicketSummary, priority: Priority): void {
  useActions.setState({ name: 'priority', tickets: [ticket], priority });
}

export const closeAction = () =>
  useActions.setState({ name: null, tickets: [], to: undefined, priority: undefined });
export const showFailures = (failures: Failure[]) => useActions.setState({ failures });
