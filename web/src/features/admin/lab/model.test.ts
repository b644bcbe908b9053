import { describe, expect, it } from 'vitest';
import type { Load } from '@/api/admin-lab';
import { byHour, fieldWords, lastDays, percentOf, teamsOf } from './model';

const load = (team: string, hour: number, before: number, after: number): Load => ({
  team_id: team.toLowerCase(),
  team,
  hour,
  before,
  after,
});

describe('the lab', () => {
  it('asks for whole days up to now', () => {
    const now = Date.UTC(2026, 10, 25, 12);
    expect(lastDays(30, now)).toEqual({ from: '2026-10-26T12:00:00.000Z', to: '2026-11-25T12:00:00.000Z' });
  });

  it('adds the days of the week up hour by hour, of one team or of all', () => {
    const loads = [load('Network', 9, 1, 2), load('Network', 24 + 9, 3, 4), load('Admin', 9, 5, 0)];
    expect(byHour(loads, null).before[9]).toBe(9);
    expect(byHour(loads, 'network').after[9]).toBe(6);
    expect(byHour(loads, null).after[10]).toBe(0);
    expect(teamsOf(loads).map(({ name }) => name)).toEqual(['Admin', 'Network']);
  });

  it('says fields in words', () => {
    expect(fieldWords('team_id')).toBe('team');
    expect(fieldWords('definition.targets.first_response')).toBe('definition, targets, first response');
  });

  it('knows how far a run is only when it knows how many tickets there are', () => {
    expect(percentOf(0, 0)).toBeNull();
    expect(percentOf(1, 3)).toBe(33);
    expect(percentOf(5, 3)).toBe(100);
  });
});
