import type { components } from './schema';
import type { TicketFilters } from './types';

/** The names the desk's screens use for what the server sends beyond a ticket itself. */
type Schemas = components['schemas'];

export interface DeskFilters extends TicketFilters {
  subcategory?: string | undefined;
  unrouted?: boolean | undefined;
  /** States of the running targets: `warning`, `breached`. */
  sla?: string | undefined;
  resolved_from?: string | undefined;
  resolved_to?: string | undefined;
  updated_from?: string | undefined;
  fields?: string | undefined;
  mentioned?: boolean | undefined;
  due_within?: number | string | undefined;
}

export type BulkInput = Schemas['BulkInput'];
export type BulkResult = Schemas['BulkResult'];
export type PriorityInput = Schemas['PriorityInput'];
export type PriorityRequest = Schemas['PriorityRequestRead'];

export type SlaHistory = Schemas['TicketSlaHistory'];
export type ClockHistory = Schemas['ClockTimelineRead'];
export type ClockDetail = Schemas['ClockRead'];
export type ClockInterval = Schemas['IntervalRead'];
export type HandPromise = Schemas['HandPromiseRead'];
export type EscalationStep = Schemas['EscalationRead'];
export type SlaLine = Schemas['LineRead'];
export type LineKind = Schemas['LineKind'];

/** A field with its old and its new value. */
export type Changes = Record<string, unknown[]>;
export type TimelineEntry = Omit<Schemas['TimelineEntry'], 'changes'> & { changes: Changes };
export type AuditEntry = Omit<Schemas['AuditRead'], 'changes'> & { changes: Changes };

export type SavedView = Schemas['ViewRead'];
export type ViewInput = Schemas['ViewCreate'];
export type ViewChanges = Schemas['ViewPatch'];
export type ViewColumn = Schemas['Column'];
export type Grouping = Schemas['Grouping'];

export type BulkChange = Schemas['BulkChangeRead'];
export type BulkChangeDetail = Schemas['BulkChangeDetail'];
export type BulkChangeInput = Schemas['BulkChangeCreate'];

export type TicketLink = Schemas['LinkRead'];
export type Relation = Schemas['Relation'];
export type Watcher = Schemas['WatcherRead'];
export type TeamMember = Schemas['MemberRead'];
