import { describe, expect, it } from 'vitest';
import type { SlaClock, TicketSla } from '@/api/types';
import { slaView } from './sla-model';

const CREATED = '2026-11-20T00:00:00Z';
const start = Date.parse(CREATED);
const at = (minutes: number) => start + minutes * 60_000;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();
const clock = (state: string, minutes: number | null, more: Partial<SlaClock> = {}): SlaClock => ({
  state,
  due_at: minutes === null ? null : iso(minutes),
  ...more,
});
const sla = (response: SlaClock | null, resolution: SlaClock | null): TicketSla => ({ response, resolution });

describe('slaView', () => {
  it('shows the first response while it is owed', () => {
    const view = slaView(sla(clock('running', 60), clock('running', 240)), CREATED, at(15));
    expect(view).toMatchObject({ which: 'response', tone: 'ok', seconds: 45 * 60, used: 0.25 });
  });

  it('goes on to the resolution once the response is given', () => {
    const view = slaView(sla(clock('met', 60), clock('running', 240)), CREATED, at(120));
    expect(view).toMatchObject({ which: 'resolution', seconds: 120 * 60, used: 0.5 });
  });

  it('does not wait for a response that came late', () => {
    const late = clock('breached', 60, { met_at: iso(90) });
    expect(slaView(sla(late, clock('running', 240)), CREATED, at(120))?.which).toBe('resolution');
  });

  it('warns when the server warned', () => {
    expect(slaView(sla(null, clock('warning', 240)), CREATED, at(200))?.tone).toBe('warn');
  });

  it('turns to over between two answers of the server', () => {
    const view = slaView(sla(null, clock('running', 240)), CREATED, at(252));
    expect(view).toMatchObject({ tone: 'breach', seconds: -12 * 60, used: 1 });
  });

  it('stands still while paused, and with a clock that has no due time', () => {
    const paused = slaView(sla(null, clock('paused', 240, { remaining_seconds: 90 })), CREATED, at(9_999));
    expect(paused).toMatchObject({ tone: 'paused', seconds: 90 });
    expect(slaView(sla(null, clock('running', null)), CREATED, at(1))?.tone).toBe('paused');
  });

  it('is done when everything is met, and nothing without a policy', () => {
    expect(slaView(sla(clock('met', 60), clock('met', 240)), CREATED, at(500))?.tone).toBe('done');
    expect(slaView(sla(null, null), CREATED, at(1))).toBeNull();
    expect(slaView(null, CREATED, at(1))).toBeNull();
  });
});
