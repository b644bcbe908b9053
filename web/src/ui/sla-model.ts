import type { SlaClock, TicketSla } from '@/api/types';

export type SlaTone = 'ok' | 'warn' | 'breach' | 'paused' | 'done';

export interface SlaView {
  tone: SlaTone;
  which: 'response' | 'resolution';
  /** Seconds left; negative once over. 0 for clocks that do not run. */
  seconds: number;
  /** Share of the time already used, 0–1, for the ring. */
  used: number;
  dueAt: string | null;
}

const OPEN = new Set(['running', 'warning', 'breached', 'paused']);

/** The clock that counts now: the first response until it is given, then the resolution. */
export function nearestClock(sla: TicketSla): ['response' | 'resolution', SlaClock] | null {
  const { response, resolution } = sla;
  if (response && OPEN.has(response.state) && !answeredLate(response)) return ['response', response];
  if (resolution && OPEN.has(resolution.state)) return ['resolution', resolution];
  if (resolution) return ['resolution', resolution];
  return response ? ['response', response] : null;
}

/** A breached response that was given at last no longer waits for anybody. */
function answeredLate(clock: SlaClock): boolean {
  return clock.state === 'breached' && Boolean(clock.met_at);
}

/**
 * What a ring shows at `nowMs`. The server sends due instants and states, so no business calendar
 * is computed here; only the passing of time between two answers is.
 */
export function slaView(sla: TicketSla | null | undefined, createdAt: string, nowMs: number): SlaView | null {
  const nearest = sla ? nearestClock(sla) : null;
  if (!nearest) return null;
  const [which, clock] = nearest;
  const base = { which, dueAt: clock.due_at };
  if (clock.state === 'met' || clock.state === 'cancelled')
    return { ...base, tone: 'done', seconds: 0, used: 1 };
  if (clock.state === 'paused' || !clock.due_at) {
    return { ...base, tone: 'paused', seconds: clock.remaining_seconds ?? 0, used: 0 };
  }
  const due = Date.parse(clock.due_at);
  const seconds = Math.floor((due - nowMs) / 1000);
  const used = shareUsed(Date.parse(createdAt), due, nowMs);
  return { ...base, tone: toneOf(clock, seconds), seconds, used };
}

function toneOf(clock: SlaClock, seconds: number): SlaTone {
  if (clock.state === 'breached' || seconds < 0) return 'breach';
  return clock.state === 'warning' ? 'warn' : 'ok';
}

function shareUsed(start: number, due: number, now: number): number {
  if (!(due > start)) return 1;
  return Math.min(1, Math.max(0, (now - start) / (due - start)));
}
