import type { DashboardQuery, PanelCell, PanelColumn } from '@/api/dashboard-types';
import type { Priority } from '@/api/types';
import { flag, oneOf, text } from '@/lib/search';

export const PERIODS = ['7', '30', '90', '365'] as const;
export type Period = (typeof PERIODS)[number];

/** What the address of the dashboard holds. `from` and `to` are days, both included, and win over `period`. */
export interface DashboardSearch {
  page?: string | undefined;
  period?: Period | undefined;
  from?: string | undefined;
  to?: string | undefined;
  team?: string | undefined;
  category?: string | undefined;
  location?: string | undefined;
  priority?: Priority | undefined;
  compare?: boolean | undefined;
}

const DEFAULT_PERIOD: Period = '30';

export function readDashboard(search: Record<string, unknown>): DashboardSearch {
  const found: Record<string, unknown> = {
    page: text(search.page),
    period: oneOf(text(search.period), PERIODS),
    from: dayOf(search.from),
    to: dayOf(search.to),
    team: text(search.team),
    category: text(search.category),
    location: text(search.location),
    priority: oneOf(search.priority, ['P1', 'P2', 'P3', 'P4'] as const),
    compare: flag(search.compare),
  };
  for (const key of Object.keys(found)) if (found[key] === undefined) delete found[key];
  return found;
}

const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

/** The period chosen; none where days are given. */
export const periodOf = (search: DashboardSearch): Period | undefined =>
  search.from || search.to ? undefined : (search.period ?? DEFAULT_PERIOD);

/** What the server is asked; its days begin at midnight in the person's time zone. */
export function toQuery(search: DashboardSearch): DashboardQuery {
  const { page: _page, period: _period, from, to, ...slice } = search;
  const period = periodOf(search);
  const days = period
    ? { days: Number(period) }
    : { ...(from && { from_day: from }), ...(to && { to_day: to }) };
  return { ...slice, ...days };
}

/** The slice without a page, its period and how it is shown: what "clear filters" takes away. */
export const isSliced = ({ team, category, location, priority }: DashboardSearch): boolean =>
  Boolean(team || category || location || priority);

export type Tone = 'good' | 'warn' | 'bad' | undefined;

/** How a figure looks: nothing late and the goal reached is good news. */
export function toneOf({ key, goal }: PanelColumn, { value }: PanelCell): Tone {
  if (value === null) return undefined;
  if (goal !== null) return value >= goal ? 'good' : 'bad';
  if (/breached$/.test(key)) return value > 0 ? 'bad' : 'good';
  return /(at_risk|unassigned|unrouted)$/.test(key) && value > 0 ? 'warn' : undefined;
}

/** How far a figure moved since the period before, in percent (percents: in points); null where nothing is known. */
export function changeOf({ unit }: PanelColumn, { value, previous }: PanelCell): number | null {
  if (value === null || previous === null) return null;
  if (unit === 'percent') return value - previous;
  return previous === 0 ? null : (100 * (value - previous)) / previous;
}

/** The place of the smallest and the biggest value of a column; -1 where it has none. */
export function extremes(values: readonly (number | null)[]): { least: number; most: number } {
  let [least, most] = [-1, -1];
  values.forEach((value, place) => {
    if (value === null) return;
    if (least < 0 || value < (values[least] ?? 0)) least = place;
    if (most < 0 || value > (values[most] ?? 0)) most = place;
  });
  return { least, most };
}
