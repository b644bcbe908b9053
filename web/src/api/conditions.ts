import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
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

export type RuleSetKind = components['schemas']['RuleSetKind'];
export type RuleStatistics = components['schemas']['RuleStatisticsRead'];
export type DecidedTicket = components['schemas']['DecidedTicketRead'];

/** How the rules of one kind fare, by rule. */
export const ruleStatisticsQuery = (kind: RuleSetKind) =>
  queryOptions({
    queryKey: ['admin', 'rule-statistics', kind] as const,
    queryFn: async ({ signal }) => {
      const { items } = await call<{ items: RuleStatistics[] }>('get', `/api/admin/rule-statistics/${kind}`, {
        signal,
      });
      return new Map(items.map((one) => [one.rule_id, one]));
    },
    staleTime: 60_000,
  });

interface TicketsOfRule {
  kind: RuleSetKind;
  ruleId: string;
  corrected: boolean;
}

/** The tickets behind the figures of a rule, the latest first. */
export const ticketsOfRuleQuery = ({ kind, ruleId, corrected }: TicketsOfRule) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'rule-statistics', kind, ruleId, corrected] as const,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: '25', corrected: String(corrected) });
      if (pageParam) query.set('cursor', pageParam);
      return call<{ items: DecidedTicket[]; next_cursor: string | null }>(
        'get',
        `/api/admin/rule-statistics/${kind}/${ruleId}/tickets?${query}`,
        { signal },
      );
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });

export const readRuleFacts = (ticket: string) =>
  call<RuleFacts>('get', `/api/admin/rule-facts/${encodeURIComponent(ticket)}`);
