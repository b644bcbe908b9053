import { call } from './admin-http';
import type { components } from './schema';
import type { Impact, NamedRef, Priority, TicketType, Urgency } from './types';

export type TicketField = components['schemas']['TicketField'];
export type Op = components['schemas']['Op'];
export type TicketSource = components['schemas']['TicketSource'];

export interface Leaf {
  field: TicketField;
  op: Op;
  value?: unknown;
}

/** When a rule holds; `{ all: [] }` holds always. */
export type Where = { all: Where[] } | { any: Where[] } | { not: Where } | Leaf;

/** A ticket to try rules on. */
export interface Facts {
  category?: string | null;
  subcategory?: string | null;
  location?: string | null;
  type: TicketType;
  priority?: Priority | null;
  impact?: Impact | null;
  urgency?: Urgency | null;
  source?: TicketSource | null;
  department?: string | null;
  requester_id?: string | null;
  is_vip: boolean;
  title: string;
  description: string;
  business_impact: string;
  tags: string[];
}

/** What rules know of a ticket that exists. */
export interface RuleFacts extends Facts {
  number: string;
  chosen_priority: Priority | null;
  requester: string;
  created_at: string;
}

/** A part of a condition that is not as the rule wants it, and what the ticket has there. */
export interface Mismatch extends Leaf {
  path: string;
  is_denied: boolean;
  got: string[];
}

export type Mentioned = NamedRef;

export const readRuleFacts = (ticket: string) =>
  call<RuleFacts>('get', `/api/admin/rule-facts/${encodeURIComponent(ticket)}`);
