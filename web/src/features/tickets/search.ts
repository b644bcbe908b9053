import type { DeskFilters } from '@/api/desk-types';
import type { Me } from '@/api/types';
import { can } from '@/lib/permissions';
import { flag, oneOf, text } from '@/lib/search';

/** What the address of the queue holds; everything the list of tickets can be narrowed by. */
export interface QueueSearch {
  view?: ViewName | undefined;
  q?: string | undefined;
  status?: string | undefined;
  priority?: string | undefined;
  type?: string | undefined;
  category?: string | undefined;
  subcategory?: string | undefined;
  location?: string | undefined;
  team?: string | undefined;
  assignee?: string | undefined;
  requester?: string | undefined;
  tag?: string | undefined;
  sla?: string | undefined;
  breached?: boolean | undefined;
  escalated?: boolean | undefined;
  unrouted?: boolean | undefined;
  created_from?: string | undefined;
  created_to?: string | undefined;
  resolved_from?: string | undefined;
  resolved_to?: string | undefined;
  updated_from?: string | undefined;
  sort?: string | undefined;
}

export const VIEW_NAMES = ['mine', 'unassigned', 'team', 'breaching', 'pending', 'resolved', 'all'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

const TEXTS = [
  'q',
  'status',
  'priority',
  'type',
  'category',
  'subcategory',
  'location',
  'team',
  'assignee',
  'requester',
  'tag',
  'sla',
  'created_from',
  'created_to',
  'resolved_from',
  'resolved_to',
  'updated_from',
  'sort',
] as const;
const FLAGS = ['breached', 'escalated', 'unrouted'] as const;

/** Filters of the address, the view, its order and the free text aside. */
export const FILTER_KEYS = [...TEXTS.filter((key) => key !== 'q' && key !== 'sort'), ...FLAGS];
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Read an address, or the filters behind a figure: unknown names and values are left out. */
export function readSearch(search: Record<string, unknown>): QueueSearch {
  const found: Record<string, unknown> = {};
  const view = oneOf(search.view, VIEW_NAMES);
  if (view) found.view = view;
  for (const key of TEXTS) {
    const value = text(search[key]);
    if (value !== undefined) found[key] = value;
  }
  for (const key of FLAGS) {
    if (flag(search[key])) found[key] = true;
  }
  return found as QueueSearch;
}

const VIEWS: Record<ViewName, DeskFilters> = {
  mine: { view: 'queue', assignee: 'me' },
  unassigned: { view: 'unassigned' },
  team: { view: 'queue', team: 'me' },
  breaching: { view: 'queue', sla: 'warning,breached', sort: 'next_due_at' },
  pending: { view: 'queue', status: 'pending' },
  resolved: { view: 'resolved', sort: '-updated_at' },
  all: { view: 'all' },
};

/** Views whose counts are shown; all tickets of all years need none. */
export const COUNTED_VIEWS = VIEW_NAMES.filter((name) => name !== 'all');

export const viewFilters = (name: ViewName): DeskFilters => VIEWS[name];

const hasFilters = (search: QueueSearch): boolean =>
  Boolean(search.q) || FILTER_KEYS.some((key) => search[key] !== undefined);

/**
 * Where no view is named: everything that fits the filters, else the work of the person.
 * Who sees every ticket but has none of their own starts with all.
 */
export function viewOf(search: QueueSearch, me: Me): ViewName {
  if (search.view) return search.view;
  if (hasFilters(search)) return 'all';
  return can(me, 'tickets.read_all') ? 'all' : 'mine';
}

/** What the server is asked: the view, narrowed further by the filters of the address. */
export function listFilters(search: QueueSearch, me: Me): DeskFilters {
  const { view: _, ...filters } = search;
  const base = VIEWS[viewOf(search, me)];
  // A search without an order is answered by relevance; every view has an order of its own.
  const sort = search.sort ?? base.sort ?? (search.q ? undefined : 'queue');
  const merged: Record<string, unknown> = { ...base, ...filters, sort };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return merged as DeskFilters;
}

/** The address after one filter changed; `undefined` takes it away. */
export function withFilter(search: QueueSearch, key: FilterKey | 'q', value: string | boolean | undefined) {
  const next: Record<string, unknown> = { ...search, [key]: value || undefined };
  if (!next[key]) delete next[key];
  // A filter that came without a view must not turn "everything" into "mine" when the last one goes.
  return readSearch(next);
}

/** The address without filters, on the same view. */
export const cleared = (search: QueueSearch, me: Me): QueueSearch => ({ view: viewOf(search, me) });

/** Filters in force, in the order they are shown. */
export const activeFilters = (search: QueueSearch): FilterKey[] =>
  FILTER_KEYS.filter((key) => search[key] !== undefined);
