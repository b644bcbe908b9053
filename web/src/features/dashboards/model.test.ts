import { describe, expect, it } from 'vitest';
import type { PanelCell, PanelColumn } from '@/api/dashboard-types';
import { changeOf, extremes, periodOf, readDashboard, toneOf, toQuery } from './model';

const column = (key: string, unit = 'tickets', goal: number | null = null): PanelColumn => ({
  key,
  name: key,
  definition: '',
  unit,
  grain: 'ticket',
  goal,
});
const cell = (value: number | null, previous: number | null = null): PanelCell => ({
  value,
  count: 1,
  drill: null,
  whole: null,
  whole_drill: null,
  previous,
});

describe('the question of the dashboard', () => {
  it('covers thirty days unless told otherwise, and ignores nonsense', () => {
    expect(readDashboard({ period: '12', priority: 'P9', color: 'red', from: 'yesterday' })).toEqual({});
    expect(toQuery({})).toEqual({ days: 30 });
    expect(readDashboard({ period: 90, compare: true })).toEqual({ period: '90', compare: true });
  });

  it('lets days win over a period, and keeps the page to itself', () => {
    const search = readDashboard({
      period: '7',
      from: '2026-11-01',
      to: '2026-11-15',
      page: 'agent',
    });
    expect(periodOf(search)).toBeUndefined();
    expect(toQuery(search)).toEqual({ from_day: '2026-11-01', to_day: '2026-11-15' });
    expect(toQuery({ period: '7', team: 't1', compare: true })).toEqual({
      days: 7,
      team: 't1',
      compare: true,
    });
  });
});

describe('findings', () => {
  it('colour what is late and what misses the goal', () => {
    expect(toneOf(column('breached'), cell(2))).toBe('bad');
    expect(toneOf(column('my_breached'), cell(0))).toBe('good');
    expect(toneOf(column('sla_percent', 'percent', 90), cell(89.9))).toBe('bad');
    expect(toneOf(column('sla_percent', 'percent', 90), cell(null))).toBeUndefined();
    expect(toneOf(column('open'), cell(40))).toBeUndefined();
  });

  it('compare with the period before: percents in points, all else in percent', () => {
    expect(changeOf(column('created'), cell(30, 20))).toBe(50);
    expect(changeOf(column('sla_percent', 'percent'), cell(85, 90))).toBe(-5);
    expect(changeOf(column('created'), cell(30, 0))).toBeNull();
    expect(changeOf(column('open'), cell(30))).toBeNull();
  });

  it('find the least and the most, and forget what nobody decided', () => {
    expect(extremes([50, null, 95, 20])).toEqual({ least: 3, most: 2 });
    expect(extremes([null])).toEqual({ least: -1, most: -1 });
  });
});
