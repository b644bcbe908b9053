import type { DeskFilters, SavedView } from '@/api/desk-types';
import type { Me } from '@/api/types';
import { can } from '@/lib/permissions';
import { FILTER_KEYS, type FilterKey, type QueueSearch, readSearch, type ViewName } from '@/lib/queue-search';

/** What a board can be cut into. */
export const LANES = ['team', 'agent', 'priority'] as const;
export type LaneBy = (typeof LANES)[number];

/** The server counts the same views by the same names (`tickets/saved_views/built_in.py`). */
const VIEWS: Record<ViewName, DeskFilters> = {
  mine: { view: 'queue', assignee: 'me' },
  unassigned: { view: 'unassigned' },
  team: { view: 'queue', team: 'me' },
  breaching: { view: 'queue', due_within: '60', sort: 'next_due_at' },
  pending: { view: 'queue', status: 'pending' },
  mentions: { view: 'queue', mentioned: true },
  open: { view: 'queue' },
  resolved: { view: 'resolved', sort: '-updated_at' },
  all: { view: 'all' },
};

export const isFiltered = (search: QueueSearch): boolean =>
  Boolean(search.q) || FILTER_KEYS.some((key) => search[key] !== undefined);

/**
 * Where no view is named: everything that fits the filters, else the work of the person.
 * Who sees every ticket but has none of their own starts with all.
 */
export function viewOf(search: QueueSearch, me: Me): ViewName {
  if (search.view) return search.view;
  if (isFiltered(search)) return 'all';
  return can(me, 'tickets.read_all') ? 'all' : 'mine';
}

/** Whether the address names a saved view and nothing else: its filters are then asked of the server. */
export const isSavedAlone = (search: QueueSearch): boolean =>
  search.saved !== undefined && !search.view && !isFiltered(search);

/** A saved view as the address would write its filters; an order in the address goes first. */
export function searchOf(view: SavedView, sort?: string): QueueSearch {
  const { view: base, ...filters } = view.filters;
  const name = base === 'queue' ? 'open' : (base ?? 'all');
  return {
    ...readSearch({ ...filters, view: name, sort: sort ?? view.sort ?? undefined }),
    saved: view.id,
  };
}

/** What the server is asked: the view, narrowed further by the filters of the address. */
export function listFilters(search: QueueSearch, me: Me): DeskFilters {
  const { view: _, saved: __, ...filters } = search;
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
