import { describe, expect, it } from 'vitest';
import type { PersonSchedule } from '@/api/presence';
import { addDays, barsOn, figuresOf, midnight, mondayOf, rowsOf, today, weekFrom } from './model';

const person = (more: Partial<PersonSchedule> = {}): PersonSchedule => ({
  user: { id: 'a', name: 'Ana' },
  timezone: 'Asia/Manila',
  shift: null,
  spans: [],
  leaves: [],
  skills: [],
  absence: null,
  may_plan: false,
  may_manage: false,
  ...more,
});

describe('days in a zone', () => {
  it('begin at its midnight, and are 23 or 25 hours long when the clock changes', () => {
    expect(new Date(midnight('2026-03-02', 'Asia/Manila')).toISOString()).toBe('2026-03-01T16:00:00.000Z');
    const hours = weekFrom('2026-03-02', 'America/New_York').map(
      ({ start, end }) => (end - start) / 3600_000,
    );
    expect(hours).toEqual([24, 24, 24, 24, 24, 24, 23]);
    expect(weekFrom('2026-10-26', 'America/New_York').at(-1)).toMatchObject({ date: '2026-11-01' });
  });
  it('know today and its Monday', () => {
    expect(today(Date.parse('2026-03-01T17:00:00Z'), 'Asia/Manila')).toBe('2026-03-02');
    expect([mondayOf('2026-03-01'), mondayOf('2026-03-02'), addDays('2026-02-28', 1)]).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-01',
    ]);
  });
});

describe('the week view', () => {
  const [day] = weekFrom('2026-03-02', 'UTC');
  const span = { starts_at: '2026-03-01T18:00:00Z', ends_at: '2026-03-02T06:00:00Z' };
  it('cuts shifts and leave to the day', () => {
    if (!day) throw new Error('a week has days');
    const leave = {
      ...span,
      id: 'l',
      user_id: 'a',
      reason: null,
      version: 1,
      ends_at: '2026-03-09T00:00:00Z',
    };
    const bars = barsOn(day, person({ shift: {} as never, spans: [span], leaves: [leave] }));
    expect(bars.map(({ kind, left, width }) => [kind, left, width])).toEqual([
      ['shift', 0, 25],
      ['leave', 0, 100],
    ]);
    expect(
      barsOn({ ...day, start: day.end, end: day.end + 1 }, person({ shift: {} as never, spans: [span] })),
    ).toEqual([]);
  });
  it('shows who has no shift as there all day', () => {
    if (!day) throw new Error('a week has days');
    expect(barsOn(day, person())).toMatchObject([{ kind: 'shift', left: 0, width: 100 }]);
  });
});

it('joins people with their load', () => {
  const load = { name: '', is_active: true, last_assigned_at: null };
  const rows = rowsOf(
    [
      person(),
      person({ user: { id: 'b', name: 'Ben' } }),
      person({ user: { id: 'c', name: 'Cy' }, absence: 'on_leave' }),
    ],
    [
      { ...load, id: 'a', open_count: 5, capacity: 5, is_away: true },
      { ...load, id: 'c', open_count: 1, capacity: null, is_away: true },
    ],
  );
  expect(rows.map(({ standing, open, isFull }) => [standing, open, isFull])).toEqual([
    ['away', 5, true],
    ['at_work', 0, false],
    ['on_leave', 1, false],
  ]);
  expect(figuresOf(rows)).toEqual({ people: 3, atWork: 1, onLeave: 1, open: 6, full: 1 });
});
