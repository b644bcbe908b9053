import { queryOptions } from '@tanstack/react-query';
import { call, callWithVersion, collection, type Versioned } from './admin-http';
import type { NamedRef, Priority, TicketType } from './types';

interface PlainConditions {
  types: TicketType[];
  priorities: Priority[];
  departments: string[];
  keywords: string[];
  /** Null asks for nothing. */
  is_vip: boolean | null;
}

export interface RoutingConditions extends PlainConditions {
  categories: NamedRef[];
  subcategories: NamedRef[];
  locations: NamedRef[];
}

export interface RoutingRule extends Versioned {
  name: string;
  conditions: RoutingConditions;
  team: NamedRef | null;
  priority_floor: Priority | null;
  watchers: NamedRef[];
  notify_manager: boolean;
  position: number;
  is_active: boolean;
}

export interface RoutingRuleInput {
  name: string;
  /** Categories and places by id or name, subcategories by id. */
  conditions: PlainConditions & { categories: string[]; subcategory_ids: string[]; locations: string[] };
  team_id: string | null;
  priority_floor: Priority | null;
  watcher_ids: string[];
  notify_manager: boolean;
  is_active: boolean;
  reason?: string;
}

export interface RoutingTest {
  category?: string | undefined;
  subcategory?: string | undefined;
  location?: string | undefined;
  type: TicketType;
  priority: Priority;
  department?: string | undefined;
  title: string;
  is_vip: boolean;
}

export type RoutingCondition =
  | 'category'
  | 'subcategory'
  | 'location'
  | 'type'
  | 'priority'
  | 'department'
  | 'keywords'
  | 'vip';

export type NotTaken =
  | 'inactive'
  | 'not_assignable'
  | 'away'
  | 'excluded'
  | 'at_capacity'
  | 'more_open_tickets'
  | 'assigned_more_recently'
  | 'later_in_order';

export interface RuleOutcome extends NamedRef {
  outcome: 'applied' | 'not_matched' | 'too_late';
  mismatches: { condition: RoutingCondition; got: string | null }[];
}

export interface RoutingCandidate extends NamedRef {
  open_count: number;
  capacity: number | null;
  last_assigned_at: string | null;
  /** Null for the one who gets it. */
  not_taken: NotTaken | null;
}

export interface RoutingResult {
  team: NamedRef | null;
  rule: string | null;
  rule_id: string | null;
  added_by: string[];
  priority: Priority;
  watchers: NamedRef[];
  notify_manager: boolean;
  is_unrouted: boolean;
  assignee: NamedRef | null;
  why: string;
  candidates: RoutingCandidate[];
  rules: RuleOutcome[];
}

const PATH = '/api/admin/routing-rules';

export const routingRules = collection<RoutingRule, RoutingRuleInput, Partial<RoutingRuleInput>>(
  'routing-rules',
);

/** The rules with the version of their order. */
export const routingRulesQuery = () =>
  queryOptions({
    queryKey: routingRules.keys.list(),
    queryFn: async ({ signal }) => {
      const { data, version } = await callWithVersion<{ items: RoutingRule[] }>(PATH, signal);
      return { items: data.items, version };
    },
  });

export const reorderRouting = (ids: string[], version: number) =>
  call<{ items: RoutingRule[] }>('post', `${PATH}/reorder`, { body: { ids }, version });

export const testRouting = (body: RoutingTest) => call<RoutingResult>('post', `${PATH}/test`, { body });
