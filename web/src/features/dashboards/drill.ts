import type { Drill, Grain } from '@/api/dashboard-types';
import { readSearch } from '@/lib/queue-search';

const ASSETS: Record<string, string> = {
  type_id: 'type',
  location_id: 'location',
  warranty_soon: 'warranty',
};

/** The page of the list behind a figure, narrowed to it; a link's properties, whichever page it is. */
export function listOf(grain: Grain, drill: Drill) {
  return placeOf(grain, drill) as { to: never; search: never };
}

function placeOf(grain: Grain, drill: Drill): { to: string; search: object } {
  if (grain === 'change') return { to: '/changes', search: drill };
  if (grain !== 'asset') return { to: '/queue', search: readSearch(drill) };
  const named = Object.entries(drill).map(([name, value]) => [ASSETS[name] ?? name, value]);
  return { to: '/assets', search: Object.fromEntries(named) };
}
