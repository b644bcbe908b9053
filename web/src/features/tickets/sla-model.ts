import type { ClockDetail, ClockHistory, ClockInterval } from '@/api/desk-types';

export const CLOCK_COLORS: Record<string, string> = {
  running: 'blue',
  paused: 'gray',
  warning: 'orange',
  breached: 'red',
  met: 'teal',
  cancelled: 'gray',
};

export interface Part {
  key: string;
  phase: ClockInterval['phase'];
  /** Share of the whole bar, by the time on the wall. */
  share: number;
}

/** The ledger of a clock as parts of one bar. */
export function shares(intervals: readonly ClockInterval[], nowMs = Date.now()): Part[] {
  const spans = intervals.map((interval) => ({
    key: interval.started_at,
    phase: interval.phase,
    ms: Math.max(
      0,
      (interval.ended_at ? Date.parse(interval.ended_at) : nowMs) - Date.parse(interval.started_at),
    ),
  }));
  const whole = spans.reduce((sum, { ms }) => sum + ms, 0);
  return spans.map(({ key, phase, ms }) => ({
    key,
    phase,
    share: whole > 0 ? ms / whole : 1 / spans.length,
  }));
}

export interface Milestone {
  what: 'warned' | 'breached' | 'met' | 'due';
  at: string;
}

/** What happened to a target, in the order of time. */
export function milestones(clock: ClockDetail): Milestone[] {
  const found: Milestone[] = [{ what: 'due', at: clock.due_at }];
  if (clock.warned_at) found.push({ what: 'warned', at: clock.warned_at });
  if (clock.breached_at) found.push({ what: 'breached', at: clock.breached_at });
  if (clock.met_at) found.push({ what: 'met', at: clock.met_at });
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The present round of each metric, the response first. */
export function presentClocks(items: readonly ClockHistory[]): ClockHistory[] {
  return (['response', 'resolution'] as const).flatMap((metric) => {
    const rounds = items.filter(({ clock }) => clock.metric === metric);
    const last = rounds.sort((a, b) => a.clock.cycle - b.clock.cycle).at(-1);
    return last ? [last] : [];
  });
}

const ORDER = ['response', 'resolution', 'promise', 'update', 'ola'];

/** Every round in the order it is read: the promises to the requester first, the present round first. */
export const inOrder = (items: readonly ClockHistory[]): ClockHistory[] =>
  [...items].sort(
    (a, b) => ORDER.indexOf(a.clock.metric) - ORDER.indexOf(b.clock.metric) || b.clock.cycle - a.clock.cycle,
  );

const OVER = new Set(['met', 'cancelled']);

/** Whether a date promised by hand still binds, or was missed. */
export const holds = <C extends { state: string }>(promise: C | null | undefined): promise is C =>
  Boolean(promise && !OVER.has(promise.state));
