import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { PendingReason, Priority, Role, SlaState, TicketStatus, TicketType } from '@/api/types';

/** Words for the closed lists of the interface, in one place. */
export const STATUS_LABELS: Record<TicketStatus, MessageDescriptor> = {
  new: msg`New`,
  in_progress: msg`In progress`,
  pending: msg`Pending`,
  resolved: msg`Resolved`,
  closed: msg`Closed`,
  reopened: msg`Reopened`,
};

export const PRIORITY_LABELS: Record<Priority, MessageDescriptor> = {
  P1: msg`Critical`,
  P2: msg`High`,
  P3: msg`Medium`,
  P4: msg`Low`,
};

export const TYPE_LABELS: Record<TicketType, MessageDescriptor> = {
  incident: msg`Incident`,
  service_request: msg`Service request`,
};

export const SLA_LABELS: Record<SlaState, MessageDescriptor> = {
  running: msg`On time`,
  paused: msg`Paused`,
  warning: msg`Due soon`,
  breached: msg`Overdue`,
  met: msg`Met`,
  cancelled: msg`Cancelled`,
};

export const ROLE_LABELS: Record<Role, MessageDescriptor> = {
  end_user: msg`Requester`,
  it_agent: msg`Agent`,
  it_manager: msg`Manager`,
  system_admin: msg`Administrator`,
};

export const PENDING_LABELS: Record<PendingReason, MessageDescriptor> = {
  user: msg`Waits for the requester`,
  vendor: msg`Waits for a vendor`,
  change: msg`Waits for a change`,
  approval: msg`Waits for an approval`,
};

/** The words for a clock's state; a state this version does not know is shown as the server calls it. */
export const slaLabel = (state: string): MessageDescriptor =>
  state in SLA_LABELS ? SLA_LABELS[state as SlaState] : { id: state, message: state };
