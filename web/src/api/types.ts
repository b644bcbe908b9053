import type { components } from './schema';

/**
 * The names the screens use for what the server sends.
 * Only this file knows how the generated document calls them.
 */
type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type ThemeChoice = Schemas['Theme'];
export type TicketStatus = Schemas['TicketStatus'];
export type TicketType = Schemas['TicketType'];
export type Priority = Schemas['Priority'];
export type PrioritySource = Schemas['PrioritySource'];
export type PendingReason = Schemas['PendingReason'];
export type Impact = Schemas['Impact'];
export type Urgency = Schemas['Urgency'];
export type SlaState = 'running' | 'paused' | 'warning' | 'breached' | 'met' | 'cancelled';

export type NamedRef = Schemas['NamedRef'];
export type Me = Schemas['Me'];
export type MeInput = Schemas['MePatch'];
export type TokenAnswer = Schemas['Tokens'];
export type SecondStep = Schemas['SecondStep'];
export type Enrolment = Schemas['Enrolment'];
export type ApiScope = Schemas['Scope'];
export type ApiToken = Schemas['ApiTokenRead'];
export type SecondFactor = Schemas['SecondFactorRead'];
export type SessionInfo = Schemas['SessionRead'];

export type Reference = Schemas['ReferenceRead'];
export type CategoryRef = Reference['categories'][number];
export type LocationRef = Reference['locations'][number];
export type KeyedRef = Reference['resolution_categories'][number];
export type AttachmentLimits = Schemas['AttachmentLimits'];

export type TicketSummary = Schemas['TicketItem'];
export type Ticket = Schemas['TicketRead'];
export type Decision = Schemas['TicketDecision'];
export type TicketInput = Schemas['TicketCreate'];
export type TicketChanges = Schemas['TicketPatch'];
export type TransitionInput = Schemas['TransitionInput'];
export type AssignInput = Schemas['AssignInput'];
export type Comment = Schemas['CommentRead'];
export type Attachment = Schemas['AttachmentRead'];
export type DownloadLink = Schemas['FileLink'];
export type PreviewInput = Schemas['TicketPreview'];
export type Preview = Schemas['Promise'];
export type DuplicateCandidate = Schemas['DuplicateRead'];

/** A clock in lists (due and state) or in detail (with when it was warned, breached, met). */
export interface SlaClock {
  due_at: string | null;
  state: string;
  warned_at?: string | null;
  breached_at?: string | null;
  met_at?: string | null;
  remaining_seconds?: number | null;
}

export interface TicketSla {
  policy?: string | null;
  response: SlaClock | null;
  resolution: SlaClock | null;
  update?: SlaClock | null;
  /** For those who work the ticket. */
  ola?: SlaClock | null;
  promise?: SlaClock | null;
  next_due_at?: string | null;
}

export interface TicketFilters {
  view?: 'queue' | 'mine' | 'unassigned' | 'resolved' | 'all' | undefined;
  status?: string | undefined;
  priority?: string | undefined;
  category?: string | undefined;
  location?: string | undefined;
  team?: string | undefined;
  assignee?: string | undefined;
  requester?: string | undefined;
  type?: string | undefined;
  tag?: string | undefined;
  breached?: boolean | undefined;
  escalated?: boolean | undefined;
  created_from?: string | undefined;
  created_to?: string | undefined;
  q?: string | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  /** Counted on the first page only. */
  total: number | null;
  total_is_estimate: boolean;
}

/** Live messages are thin: which thing, which version, which fields. */
export interface LivePayload {
  id: string;
  version?: number;
  type?: string;
  changed?: string[];
  [more: string]: unknown;
}

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

export interface ProblemBody {
  type?: string;
  title: string;
  status: number;
  detail?: string | null;
  code?: string;
  request_id?: string;
  errors?: FieldProblem[];
  /** Of `possible_duplicate`: what was raised lately that reads like this. */
  candidates?: DuplicateCandidate[];
  [more: string]: unknown;
}

/** Why a member of a team did not get a ticket. */
export type NotTaken = Schemas['NotTaken'];
