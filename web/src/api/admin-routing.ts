import { queryOptions } from '@tanstack/react-query';
import { call, callWithVersion, collection, type Versioned } from './admin-http';
import type { Facts, Mentioned, Mismatch, Where } from './conditions';
import type { NamedRef, NotTaken, Priority } from './types';

export interface RoutingRule extends Versioned {
  name: string;
  where: Where;
  mentioned: Mentioned[];
  team: NamedRef | null;
  /** Who of the team gets the ticket, if they can take it. */
  agent: NamedRef | null;
  priority_floor: Priority | null;
  watchers: NamedRef[];
  notify_manager: boolean;
  skills: NamedRef[];
  position: number;
  is_active: boolean;
}

export interface RoutingRuleInput {
  name: string;
  where: Where;
  team_id: string | null;
  agent_id: string | null;
  priority_floor: Priority | null;
  watcher_ids: string[];
  notify_manager: boolean;
  skill_ids: string[];
  is_active: boolean;
  reason?: string;
}

export interface RuleOutcome extends NamedRef {
  outcome: 'applied' | 'not_matched' | 'too_late';
  mismatches: Mismatch[];
}

export interface RoutingCandidate extends NamedRef {
  open_count: number;
  capacity: number | null;
  weight: number;
  last_assigned_at: string | null;
  /** Null for the one who gets it. */
  not_taken: NotTaken | null;
  missing_skills: string[];
  /** Of which team, where that is not the ticket's own. */
  team: string | null;
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
export const routingRulesQuery = (source = routingRules) =>
  queryOptions({
    queryKey: [...source.keys.list(), source.path],
    queryFn: async ({ signal }) => {
      const { data, version } = await callWithVersion<{ items: RoutingRule[] }>(source.path, signal);
      return { items: data.items, version };
    },
  });

export const reorderRouting = (ids: string[], version: number, source = routingRules) =>
  call<{ items: RoutingRule[] }>('post', `${source.path}/reorder`, { body: { ids }, version });

export const testRouting = (body: Facts) => call<RoutingResult>('post', `${PATH}/test`, { body });
