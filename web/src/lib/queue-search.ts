import { flag, oneOf, text } from './search';

/** What the address of the queue holds; everything the list of tickets can be narrowed by. */
export interface QueueSearch {
  view?: ViewName | undefined;
  /** A saved view: alone it stands for its filters, beside filters it says where they came from. */
  saved?: string | undefined;
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
  /** I was named in it. */
  mentioned?: boolean | undefined;
  /** Due within so many minutes, or overdue. */
  due_within?: string | undefined;
  created_from?: string | undefined;
  created_to?: string | undefined;
  resolved_from?: string | undefined;
  resolved_to?: string | undefined;
  updated_from?: string | undefined;
  response_sla?: string | undefined;
  resolution_sla?: string | undefined;
  source?: string | undefined;
  rating?: string | undefined;
  rated_from?: string | undefined;
  rated_to?: string | undefined;
  responded?: boolean | undefined;
  reopened?: boolean | undefined;
  first_contact?: boolean | undefined;
  /** Raised before this instant and not resolved by then. */
  open_at?: string | undefined;
  /** Day (1 is Monday) and hour of creation, in `zone`. */
  weekday?: string | undefined;
  hour?: string | undefined;
  zone?: string | undefined;
  sort?: string | undefined;
}

export const VIEW_NAMES = [
  'mine',
  'unassigned',
  'team',
  'breaching',
  'pending',
  'mentions',
  'open',
  'resolved',
  'all',
] as const;
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
  'due_within',
  'saved',
  'response_sla',
  'resolution_sla',
  'source',
  'rating',
  'rated_from',
  'rated_to',
  'open_at',
  'weekday',
  'hour',
  'zone',
  'sort',
] as const;
const FLAGS = [
  'breached',
  'escalated',
  'unrouted',
  'responded',
  'reopened',
  'first_contact',
  'mentioned',
] as const;

/** Filters of the address, the view, its order and the free text aside. */
export const FILTER_KEYS = [
  ...TEXTS.filter((key) => key !== 'q' && key !== 'sort' && key !== 'saved'),
  ...FLAGS,
];
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
