/**
 * The names the screens use for what the server sends.
 * Only this file knows how the generated document calls them.
 */

export type Role = 'end_user' | 'it_agent' | 'it_manager' | 'system_admin';
export type ThemeChoice = 'system' | 'light' | 'dark';
export type PendingReason = 'user' | 'vendor' | 'change' | 'approval';
export type TicketStatus = 'new' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'reopened';
export type TicketType = 'incident' | 'service_request';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';
export type PrioritySource = 'requester' | 'rule' | 'matrix' | 'default' | 'override';
export type Impact = 'company' | 'department' | 'few' | 'one';
export type Urgency = 'high' | 'medium' | 'low';
export type SlaState = 'running' | 'paused' | 'warning' | 'breached' | 'met' | 'cancelled';

export interface NamedRef {
  id: string;
  name: string;
}

export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
  permissions: string[];
  teams: NamedRef[];
  location: string | null;
  timezone: string;
  locale: string;
  theme: ThemeChoice;
}

export interface TokenAnswer {
  access_token: string;
  token_type: string;
  expires_in: number;
  user: Me;
}

export interface SessionInfo {
  id: string;
  created_at: string;
  last_active_at: string;
  expires_at: string;
  ip: string;
  user_agent: string;
  is_current: boolean;
}

export interface CategoryRef {
  id: string;
  key: string;
  name: string;
  subcategories: { id: string; key: string; name: string }[];
}

export interface LocationRef {
  id: string;
  key: string;
  name: string;
  timezone: string;
}

export interface KeyedRef {
  id: string;
  key: string;
  name: string;
}

export interface AttachmentLimits {
  max_file_mb: number;
  max_ticket_mb: number;
  /** File extensions without the dot. */
  types: string[];
}

export interface Reference {
  categories: CategoryRef[];
  locations: LocationRef[];
  teams: NamedRef[];
  resolution_categories: KeyedRef[];
  pending_reasons: PendingReason[];
  priorities: Priority[];
  impacts: Impact[];
  urgencies: Urgency[];
  attachments: AttachmentLimits;
}

export interface SlaClock {
  due_at: string | null;
  state: SlaState;
  warned_at?: string | null;
  breached_at?: string | null;
  met_at?: string | null;
  remaining_seconds?: number | null;
}

export interface TicketSla {
  policy?: string | null;
  response: SlaClock | null;
  resolution: SlaClock | null;
  next_due_at?: string | null;
}

export interface TicketSummary {
  id: string;
  number: string;
  type: TicketType;
  status: TicketStatus;
  priority: Priority;
  priority_source: PrioritySource;
  title: string;
  category: string;
  subcategory: string | null;
  location: string;
  requester: NamedRef;
  team: NamedRef | null;
  assignee: NamedRef | null;
  tags: string[];
  is_escalated: boolean;
  is_breached: boolean;
  is_unrouted: boolean;
  pending_reason: PendingReason | null;
  unread?: boolean;
  version: number;
  created_at: string;
  updated_at: string;
  sla: TicketSla;
}

/** Why the ticket got its priority, its team and its assignee: kept as it was decided. */
export interface Decision {
  classification: Record<string, unknown>;
  routing: Record<string, unknown>;
}

export interface Ticket extends TicketSummary {
  description: string;
  business_impact: string;
  impact: Impact | null;
  urgency: Urgency | null;
  source: string;
  created_by: NamedRef | null;
  first_responded_at: string | null;
  auto_closed: boolean;
  reopen_count: number;
  reassignment_count: number;
  merged_into_id: string | null;
  resolution_summary: string | null;
  resolution_category: string | null;
  root_cause: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  allowed_transitions: TicketStatus[];
  decision: Decision;
}

export interface Comment {
  id: string;
  ticket_id: string;
  /** Null where the system wrote it. */
  author: NamedRef | null;
  is_from_staff: boolean;
  is_internal: boolean;
  body: string;
  version: number;
  created_at: string;
  edited_at: string | null;
}

export interface Attachment {
  id: string;
  filename: string;
  content_type: string;
  size_bytes: number;
  created_at: string;
  uploaded_by?: NamedRef | null;
  comment_id?: string | null;
}

export interface DownloadLink {
  url: string;
  expires_at: string;
}

export interface TicketInput {
  type: TicketType;
  category: string;
  subcategory?: string | undefined;
  title: string;
  description: string;
  business_impact: string;
  location: string;
  impact?: Impact | undefined;
  urgency?: Urgency | undefined;
  priority?: Priority | undefined;
  requester_id?: string | undefined;
  confirm_duplicate?: boolean | undefined;
}

export interface PreviewInput {
  type: TicketType;
  category: string;
  subcategory?: string | undefined;
  title: string;
  description?: string | undefined;
  business_impact?: string | undefined;
  location: string;
  impact?: Impact | undefined;
  urgency?: Urgency | undefined;
}

export interface PromisedTimes {
  due_at: string;
  target_seconds: number;
}

/** What the desk would promise for a draft. */
export interface Preview {
  priority: Priority;
  priority_source: PrioritySource;
  classification: Record<string, unknown>;
  team: NamedRef | null;
  routing_rule: string | null;
  policy: string | null;
  response: PromisedTimes | null;
  resolution: PromisedTimes | null;
  duplicates: DuplicateCandidate[];
}

export interface TransitionInput {
  to: TicketStatus;
  comment?: string | undefined;
  reason?: string | undefined;
  pending_reason?: PendingReason | undefined;
  resolution_summary?: string | undefined;
  resolution_category?: string | undefined;
  root_cause?: string | undefined;
}

export interface AssignInput {
  /** An id, or `me`. */
  assignee_id?: string | undefined;
  team_id?: string | undefined;
  hand_back?: boolean | undefined;
  reason?: string | undefined;
}

export interface DuplicateCandidate {
  id: string;
  number: string;
  title: string;
  status: TicketStatus;
  created_at: string;
  similarity: number;
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

export interface LiveEvent {
  cursor: string;
  type: string;
  payload: LivePayload;
}

export interface LivePayload {
  id: string;
  version?: number;
  type?: string;
  changed?: string[];
  [more: string]: unknown;
}

export interface EventPage {
  items: LiveEvent[];
  next_cursor: string;
  reset: boolean;
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
  candidates?: DuplicateCandidate[];
  [more: string]: unknown;
}
