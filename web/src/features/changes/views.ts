import type { ChangeFilters, ChangeView } from '@/api/changes';

export type Figure = Pick<
  ChangeFilters,
  'type' | 'risk' | 'outcome' | 'team' | 'location_id' | 'finished_from' | 'finished_to' | 'caused'
>;

export const VIEWS: ChangeView[] = ['all', 'mine', 'awaiting', 'week', 'emergency', 'review'];

/** The views of the calendar. */
export const MODES = ['month', 'week', 'day', 'list'] as const;
export type Mode = (typeof MODES)[number];

/** A day as addresses write it: `2026-12-01`. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(`${value}T12:00:00Z`));

/** Lists behind the figures: what was carried out, and how that ended. */
export const ENDED = ['any', 'success', 'failed', 'rolled_back'] as const;
export type Ended = (typeof ENDED)[number];

const FIGURE = 'type risk outcome team location_id finished_from finished_to caused'.split(' ');

/** What a figure of a dashboard narrows the list to; the server says what of it makes sense. */
export const readFigure = (search: Record<string, unknown>) =>
  Object.fromEntries(
    FIGURE.flatMap((name) => (search[name] == null ? [] : [[name, search[name]]])),
  ) as Partial<Figure>;
