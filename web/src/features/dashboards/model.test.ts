import { describe, expect, it } from 'vitest';
import type { Figure } from '@/api/dashboard-types';
import { belowGoal, biggest, dayDrill, readDashboard, toneOf, toQuery } from './model';

const NOW = Date.parse('2026-11-22T15:30:00Z');

describe('the question of the dashboard', () => {
  it('begins at a midnight, so that it stays the same all day', () => {
    const query = toQuery({ period: '7', team: 't1' }, NOW);
    expect(query).toEqual({ team: 't1', since: '2026-11-16T00:00:00.000Z' });
    expect(toQuery({ period: '7', team: 't1' }, NOW + 3_600_000)).toEqual(query);
  });

  it('covers thirty days unless told otherwise, and ignores nonsense', () => {
    expect(readDashboard({ period: '12', priority: 'P9', color: 'red' })).toEqual({});
    expect(toQuery({}, NOW).since).toBe('2026-10-24T00:00:00.000Z');
    expect(readDashboard({ period: 90 })).toEqual({ period: '90' });
  });
});

describe('drilling down', () => {
  it('leads from a day to the tickets resolved on it, in the same slice', () => {
    const day = { day: '2026-11-20', created: 3, resolved: 2 };
    expect(dayDrill(day, 'resolved', { period: '7', location: 'US' })).toEqual({
      view: 'all',
      location: 'US',
      resolved_from: '2026-11-20T00:00:00.000Z',
      resolved_to: '2026-11-21T00:00:00.000Z',
    });
  });
});

describe('findings', () => {
  const figure = (key: string, value: number | null): Figure => ({
    key,
    value,
    unit: 'tickets',
    definition: '',
    drill: null,
  });
  const row = (name: string, resolution_percent: number | null) => ({ name, resolution_percent }) as never;

  it('colour what is late and what misses the goal', () => {
    expect(toneOf(figure('breached', 2), 90)).toBe('bad');
    expect(toneOf(figure('breached', 0), 90)).toBe('good');
    expect(toneOf(figure('sla_percent', 89.9), 90)).toBe('bad');
    expect(toneOf(figure('sla_percent', null), 90)).toBeUndefined();
    expect(toneOf(figure('open', 40), 90)).toBeUndefined();
  });

  it('name the worst first and forget what nobody decided', () => {
    expect(
      belowGoal([row('P1', 50), row('P2', 95), row('P3', null), row('P4', 20)], 90).map((one) => one.name),
    ).toEqual(['P4', 'P1']);
    expect(biggest([{ count: 1 }, { count: 5 }, { count: 5 }])?.count).toBe(5);
    expect(biggest([])).toBeUndefined();
  });
});
