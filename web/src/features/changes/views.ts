import type { ChangeView } from '@/api/changes';

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

export const TYPES = ['standard', 'normal', 'emergency'] as const;
export const RISKS = ['low', 'medium', 'high', 'critical'] as const;
export const OUTCOMES = ['success', 'failed', 'rolled_back'] as const;
