import type { Drill, Grain } from '@/api/dashboard-types';
import { readSearch } from '@/lib/queue-search';

const ASSETS: Record<string, string> = {
  type_id: 'type',
  location_id: 'location',
  warranty_soon: 'warranty',
};

/** The page of the list behind a figure, narrowed to it. */
export function listOf(grain: Grain, drill: Drill) {
  if (grain === 'change') return { to: '/changes' as const, search: drill };
  if (grain === 'asset')
    return {
      to: '/assets' as const,
      search: Object.fromEntries(Object.entries(drill).map(([name, value]) => [ASSETS[name] ?? name, value])),
    };
  return { to: '/queue' as const, search: readSearch(drill) };
}
