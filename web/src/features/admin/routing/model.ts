import type { RoutingRule, RoutingRuleInput, RoutingTest } from '@/api/admin-routing';
import type { Priority, TicketType } from '@/api/types';

export interface RoutingValues {
  name: string;
  categories: string[];
  subcategory_ids: string[];
  locations: string[];
  types: TicketType[];
  priorities: Priority[];
  departments: string[];
  keywords: string[];
  is_vip: 'any' | 'yes' | 'no';
  team_id: string | null;
  priority_floor: Priority | '';
  watcher_ids: string[];
  notify_manager: boolean;
  is_active: boolean;
  reason: string;
}

export const EMPTY_ROUTING: RoutingValues = {
  name: '',
  categories: [],
  subcategory_ids: [],
  locations: [],
  types: [],
  priorities: [],
  departments: [],
  keywords: [],
  is_vip: 'any',
  team_id: null,
  priority_floor: '',
  watcher_ids: [],
  notify_manager: false,
  is_active: true,
  reason: '',
};

const ids = (things: { id: string }[]) => things.map(({ id }) => id);

export const toRoutingValues = ({ conditions, ...rule }: RoutingRule): RoutingValues => ({
  name: rule.name,
  categories: ids(conditions.categories),
  subcategory_ids: ids(conditions.subcategories),
  locations: ids(conditions.locations),
  types: conditions.types,
  priorities: conditions.priorities,
  departments: conditions.departments,
  keywords: conditions.keywords,
  is_vip: conditions.is_vip === null ? 'any' : conditions.is_vip ? 'yes' : 'no',
  team_id: rule.team?.id ?? null,
  priority_floor: rule.priority_floor ?? '',
  watcher_ids: ids(rule.watchers),
  notify_manager: rule.notify_manager,
  is_active: rule.is_active,
  reason: '',
});

export function toRoutingInput(values: RoutingValues): RoutingRuleInput {
  const { name, team_id, priority_floor, watcher_ids, notify_manager, is_active, reason, is_vip, ...lists } =
    values;
  return {
    name: name.trim(),
    conditions: { ...lists, is_vip: is_vip === 'any' ? null : is_vip === 'yes' },
    team_id,
    priority_floor: priority_floor || null,
    watcher_ids,
    notify_manager,
    is_active,
    reason: reason.trim(),
  };
}

/** A rule must do something: name a team, raise the priority, add a watcher or tell the manager. */
export const doesNothing = ({
  team_id,
  priority_floor,
  watcher_ids,
  notify_manager,
}: RoutingValues): boolean => !team_id && !priority_floor && watcher_ids.length === 0 && !notify_manager;

export interface TestValues {
  category: string;
  subcategory: string;
  location: string;
  type: TicketType;
  priority: Priority;
  department: string;
  title: string;
  is_vip: boolean;
}

export const EMPTY_TEST: TestValues = {
  category: '',
  subcategory: '',
  location: '',
  type: 'incident',
  priority: 'P3',
  department: '',
  title: '',
  is_vip: false,
};

export const toTest = (values: TestValues): RoutingTest => ({
  ...values,
  category: values.category || undefined,
  subcategory: values.subcategory || undefined,
  location: values.location || undefined,
  department: values.department.trim() || undefined,
});
