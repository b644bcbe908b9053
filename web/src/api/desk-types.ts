/** The names the desk's screens use for what the server sends beyond a ticket itself. */

import type {
  AssignInput,
  NamedRef,
  Priority,
  SlaState,
  TicketFilters,
  TicketStatus,
  TransitionInput,
} from './types';

export interface DeskFilters extends TicketFilters {
  subcategory?: string | undefined;
  unrouted?: boolean | undefined;
  /** States of the running targets: `warning`, `breached`. */
  sla?: string | undefined;
  resolved_from?: string | undefined;
  resolved_to?: string | undefined;
  updated_from?: string | undefined;
  fields?: string | undefined;
}

export type BulkInput = { ids: string[] } & (
  | { action: 'assign'; assign: AssignInput }
  | { action: 'transition'; transition: TransitionInput }
  | { action: 'tags'; add_tags: string[]; remove_tags: string[] }
  | { action: 'priority'; priority: PriorityInput }
);

export interface BulkResult {
  id: string;
  ok: boolean;
  version: number | null;
  code: string | null;
  detail: string | null;
}

export interface BulkResults {
  items: BulkResult[];
  done: number;
  failed: number;
}

export interface PriorityInput {
  priority: Priority;
  reason: string;
}

export interface PriorityRequest {
  id: string;
  ticket_id: string;
  number: string;
  priority: Priority;
  reason: string;
  state: 'open' | 'approved' | 'rejected';
  requested_by: NamedRef | null;
  created_at: string;
  decided_by: NamedRef | null;
  decided_at: string | null;
  decision_reason: string | null;
}

export type LineKind =
  | 'worked'
  | 'closed'
  | 'after_hours'
  | 'holiday'
  | 'exception'
  | 'paused'
  | 'carried'
  | 'more';

/** One line of the explanation of a due date; local times are those of the calendar's zone. */
export interface SlaLine {
  kind: LineKind;
  first_day: string;
  last_day: string;
  starts_at: string | null;
  ends_at: string | null;
  local_from: string | null;
  local_to: string | null;
  seconds: number;
  total_seconds: number;
  label: string | null;
}

export interface ClockDetail {
  metric: string;
  cycle: number;
  due_at: string;
  state: SlaState;
  is_paused: boolean;
  pause_reason: string | null;
  started_at: string;
  warned_at: string | null;
  breached_at: string | null;
  met_at: string | null;
  stopped_at: string | null;
  target_seconds: number;
  elapsed_seconds: number;
  remaining_seconds: number;
}

export interface ClockInterval {
  phase: 'running' | 'paused' | 'stopped';
  reason: string | null;
  started_at: string;
  ended_at: string | null;
  seconds: number;
}

export interface ClockHistory {
  clock: ClockDetail;
  policy: string;
  calendar: string;
  timezone: string;
  intervals: ClockInterval[];
  explanation: SlaLine[];
}

export interface SlaHistory {
  present: {
    policy: string | null;
    calendar: string | null;
    timezone: string | null;
    response: ClockDetail | null;
    resolution: ClockDetail | null;
    next_due_at: string | null;
  };
  items: ClockHistory[];
}

export type Changes = Record<string, [unknown, unknown]>;

export interface TimelineEntry {
  id: string;
  at: string;
  action: string;
  actor_id: string | null;
  actor_name: string;
  summary: string;
  changes: Changes;
}

export interface TimelinePage {
  items: TimelineEntry[];
  next_cursor: string | null;
}

export interface AuditEntry {
  id: string;
  seq: number;
  at: string;
  actor: { id: string | null; name: string; kind: string };
  action: string;
  subject: { type: string; id: string };
  parent: { type: string; id: string } | null;
  changes: Changes;
  details: Record<string, unknown>;
  summary: string;
  ip: string;
  user_agent: string;
  session_id: string | null;
  request_id: string;
}

export type Relation =
  | 'parent_of'
  | 'child_of'
  | 'duplicate_of'
  | 'duplicated_by'
  | 'related'
  | 'caused_by'
  | 'causes'
  | 'fixed_by'
  | 'fixes';

export interface TicketLink {
  id: string;
  relation: Relation;
  ticket: { id: string; number: string; title: string; status: TicketStatus };
  created_at: string;
}

export interface Watcher {
  id: string;
  name: string;
  created_at: string;
}

export interface TeamMember {
  user: NamedRef;
  is_active: boolean;
  is_lead: boolean;
  is_assignable: boolean;
  max_open_tickets: number | null;
}
