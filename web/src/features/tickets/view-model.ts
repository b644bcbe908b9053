import type { DeskFilters, Grouping, SavedView, ViewColumn } from '@/api/desk-types';
import type { TicketSummary } from '@/api/types';

export const COLUMNS: ViewColumn[] = [
  'priority',
  'status',
  'sla',
  'team',
  'assignee',
  'requester',
  'category',
  'location',
  'updated',
];
export const GROUPINGS: Grouping[] = ['status', 'priority', 'assignee', 'team', 'category'];

/** The filters of a list and its order as a view keeps them. */
export function keptFilters({ sort, ...filters }: DeskFilters): Pick<SavedView, 'filters' | 'sort'> {
  const kept = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
  return {
    filters: Object.fromEntries(kept.map(([key, value]) => [key, String(value)])),
    sort: sort ?? null,
  };
}

/** What a row is gathered by; empty where it has nothing of the kind. */
export function groupOf(row: TicketSummary, grouping: Grouping): string {
  const found = row[grouping];
  return typeof found === 'string' ? found : (found?.name ?? '');
}

/** Rows gathered into groups: groups in the order in which they first appear, rows in the order they came. */
export function gathered(rows: TicketSummary[], grouping: Grouping | null | undefined): TicketSummary[] {
  if (!grouping) return rows;
  const groups = new Map<string, TicketSummary[]>();
  for (const row of rows) {
    const key = groupOf(row, grouping);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flat();
}
