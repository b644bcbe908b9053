import type { DashboardQuery, Figure, SlaRow, VolumeDay } from '@/api/dashboard-types';
import type { Priority } from '@/api/types';
import type { QueueSearch } from '@/lib/queue-search';
import { oneOf, text } from '@/lib/search';

export const PERIODS = ['7', '30', '90', '365'] as const;
export type Period = (typeof PERIODS)[number];

/** What the address of the dashboard holds. */
export interface DashboardSearch {
  period?: Period | undefined;
  team?: string | undefined;
  category?: string | undefined;
  location?: string | undefined;
  priority?: Priority | undefined;
}

const DEFAULT_PERIOD: Period = '30';
const DAY_MS = 86_400_000;
export const OPEN = 'new,in_progress,pending,reopened';

export function readDashboard(search: Record<string, unknown>): DashboardSearch {
  const found: Record<string, unknown> = {
    period: oneOf(text(search.period), PERIODS),
    team: text(search.team),
    category: text(search.category),
    location: text(search.location),
    priority: oneOf(search.priority, ['P1', 'P2', 'P3', 'P4'] as const),
  };
  for (const key of Object.keys(found)) if (found[key] === undefined) delete found[key];
  return found;
}

export const periodOf = (search: DashboardSearch): Period => search.period ?? DEFAULT_PERIOD;

/**
 * What the server is asked. The period begins at midnight UTC, as its days are counted, so that the
 * same question stays the same for a whole day; it ends now.
 */
export function toQuery(search: DashboardSearch, nowMs: number): DashboardQuery {
  const { period: _, ...slice } = search;
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const since = today - (Number(periodOf(search)) - 1) * DAY_MS;
  return { ...slice, since: new Date(since).toISOString() };
}

/** The filters of the dashboard that a list of tickets knows too. */
export function sliceOf(search: DashboardSearch): QueueSearch {
  const { period: _, ...slice } = search;
  return slice;
}

/** The tickets behind one day of the volume: what came in, or what was resolved. */
export function dayDrill(day: VolumeDay, kind: 'created' | 'resolved', search: DashboardSearch): QueueSearch {
  const from = new Date(`${day.day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  return {
    ...sliceOf(search),
    view: 'all',
    [`${kind}_from`]: from.toISOString(),
    [`${kind}_to`]: to.toISOString(),
  };
}

export type Tone = 'good' | 'warn' | 'bad' | undefined;

/** How a figure looks: nothing late and the goal reached is good news. */
export function toneOf({ key, value }: Figure, goal: number): Tone {
  if (value === null) return undefined;
  if (key === 'sla_percent') return value >= goal ? 'good' : 'bad';
  if (key === 'breached') return value > 0 ? 'bad' : 'good';
  return (key === 'at_risk' || key === 'unassigned') && value > 0 ? 'warn' : undefined;
}

/** The slices that miss the goal, worst first; those without a decided ticket are left out. */
export function belowGoal(rows: readonly SlaRow[], goal: number): SlaRow[] {
  return rows
    .filter((row) => row.resolution_percent !== null && row.resolution_percent < goal)
    .sort((a, b) => (a.resolution_percent ?? 0) - (b.resolution_percent ?? 0));
}

/** The biggest of a list by count; nothing where there is none. */
export const biggest = <T extends { count: number }>(shares: readonly T[]): T | undefined =>
  shares.reduce<T | undefined>((most, one) => (most && most.count >= one.count ? most : one), undefined);
