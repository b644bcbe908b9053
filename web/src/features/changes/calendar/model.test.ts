import { describe, expect, it } from 'vitest';
import { addDays, dayAt, daysOf, onDay, placed, rangeOf, stepped, weekdayOf } from './model';

const span = (starts_at: string, ends_at: string) => ({ starts_at, ends_at });

describe('the days of a view', () => {
  it('shows whole weeks of a month, Monday first', () => {
    const shown = daysOf('month', '2026-11-29');
    expect(shown.length % 7).toBe(0);
    expect(shown[0]).toBe('2026-10-26');
    expect(shown.at(-1)).toBe('2026-12-06');
    expect(weekdayOf(shown[0] ?? '')).toBe(1);
    // A February that begins on a Monday has four weeks and not one day more.
    expect(daysOf('month', '2027-02-10')).toHaveLength(28);
  });

  it('shows the week around a day, the day itself, and a month of days ahead', () => {
    expect(daysOf('week', '2026-11-29')[0]).toBe('2026-11-23');
    expect(daysOf('day', '2026-11-29')).toEqual(['2026-11-29']);
    expect(daysOf('list', '2026-11-29')).toHaveLength(30);
  });

  it('steps by what is shown, over the ends of months and years', () => {
    expect(stepped('month', '2026-12-31', 1)).toBe('2027-01-01');
    expect(stepped('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(stepped('week', '2026-12-28', 1)).toBe('2027-01-04');
    expect(stepped('day', '2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });
});

describe('what lies on a day', () => {
  it('is told by the clocks of a zone', () => {
    expect(dayAt('2026-11-28T17:00:00Z', 'Asia/Manila')).toBe('2026-11-29');
    const late = span('2026-11-28T15:00:00Z', '2026-11-28T17:00:00Z');
    expect(onDay([late], '2026-11-28', 'Asia/Manila')).toEqual([late]);
    expect(onDay([late], '2026-11-29', 'Asia/Manila')).toEqual([late]);
    expect(onDay([late], '2026-11-29', 'UTC')).toEqual([]);
  });

  it('counts a day of 25 hours whole', () => {
    const { from, to } = rangeOf(['2026-11-01'], 'America/New_York');
    expect(Date.parse(to) - Date.parse(from)).toBe(25 * 3_600_000);
  });

  it('ends before what begins at its end', () => {
    const next = span('2026-11-30T00:00:00Z', '2026-11-30T01:00:00Z');
    expect(onDay([next], '2026-11-29', 'UTC')).toEqual([]);
  });
});

describe('places in a column', () => {
  const at = (from: number, to: number) =>
    span(
      new Date(Date.UTC(2026, 10, 29, from)).toISOString(),
      new Date(Date.UTC(2026, 10, 29, to)).toISOString(),
    );

  it('are side by side for what is at the same time, whole for what is alone', () => {
    const [a, b, c, d] = [at(1, 4), at(2, 3), at(3, 5), at(8, 9)];
    const found = placed([d, c, b, a], '2026-11-29', 'UTC');
    const lanes = new Map(found.map(({ item, lane, lanes }) => [item, [lane, lanes]]));
    expect(lanes.get(a)).toEqual([0, 2]);
    expect(lanes.get(b)).toEqual([1, 2]);
    expect(lanes.get(c)).toEqual([1, 2]);
    expect(lanes.get(d)).toEqual([0, 1]);
    expect(found.at(-1)?.top).toBeCloseTo(8 / 24);
  });

  it('end with the day', () => {
    const [long] = placed([at(-5, 40)], '2026-11-29', 'UTC');
    expect(long).toMatchObject({ top: 0, height: 1 });
  });
});
