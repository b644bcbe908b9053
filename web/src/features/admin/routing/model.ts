import type { RoutingRule, RoutingRuleInput } from '@/api/admin-routing';
import type { Where } from '@/api/conditions';
import type { Priority } from '@/api/types';
import { EVERY_TICKET, editable, tidy } from '../rules/where/model';

export interface RoutingValues {
  name: string;
  where: Where;
  team_id: string | null;
  agent_id: string | null;
  priority_floor: Priority | '';
  watcher_ids: string[];
  notify_manager: boolean;
  skill_ids: string[];
  is_active: boolean;
  reason: string;
}

export const EMPTY_ROUTING: RoutingValues = {
  name: '',
  where: EVERY_TICKET,
  team_id: null,
  agent_id: null,
  priority_floor: '',
  watcher_ids: [],
  notify_manager: false,
  skill_ids: [],
  is_active: true,
  reason: '',
};

const ids = (things: { id: string }[]) => things.map(({ id }) => id);

export const toRoutingValues = (rule: RoutingRule): RoutingValues => ({
  name: rule.name,
  where: editable(rule.where),
  team_id: rule.team?.id ?? null,
  agent_id: rule.agent?.id ?? null,
  priority_floor: rule.priority_floor ?? '',
  watcher_ids: ids(rule.watchers),
  notify_manager: rule.notify_manager,
  skill_ids: ids(rule.skills),
  is_active: rule.is_active,
  reason: '',
});

export function toRoutingInput(values: RoutingValues): RoutingRuleInput {
  return {
    ...values,
    name: values.name.trim(),
    where: tidy(values.where),
    agent_id: values.team_id ? values.agent_id : null,
    priority_floor: values.priority_floor || null,
    reason: values.reason.trim(),
  };
}

/** A rule must do something: name a team, raise the priority, add a watcher, ask for a skill or tell the manager. */
export const doesNothing = ({
  team_id,
  priority_floor,
  watcher_ids,
  notify_manager,
  skill_ids,
}: RoutingValues): boolean =>
  !team_id && !priority_floor && watcher_ids.length + skill_ids.length === 0 && !notify_manager;
