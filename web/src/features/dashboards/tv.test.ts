import { describe, expect, it } from 'vitest';
import type { DashboardPageRef } from '@/api/dashboard-types';
import { chosenPages, turnOf, wallOf } from './tv';

const page = (key: string, ...kinds: string[]): DashboardPageRef => ({
  key,
  name: key,
  panels: kinds.map((kind, place) => ({ key: `${key}${place}`, name: kind, kind, span: 6 })),
});

describe('the screen on the wall', () => {
  it('turns as often as it is told, and not more often than can be read', () => {
    expect(turnOf({ every: '60' })).toBe(60);
    expect(turnOf({ every: '1' })).toBe(30);
    expect(turnOf({})).toBe(30);
  });

  it('shows what is asked for in the order of the desk, else the first', () => {
    const pages = [page('manager'), page('agent'), page('executive')];
    expect(chosenPages(pages, { pages: 'executive,manager' }).map(({ key }) => key)).toEqual([
      'manager',
      'executive',
    ]);
    expect(chosenPages(pages, { page: 'agent' }).map(({ key }) => key)).toEqual(['agent']);
    expect(chosenPages(pages, { pages: 'gone' }).map(({ key }) => key)).toEqual(['manager']);
  });

  it('keeps to numbers and four pictures', () => {
    const kinds = ['tiles', 'tiles', 'tiles', 'lines', 'table', 'heat', 'bars', 'doughnut', 'bars', 'lines'];
    const { tiles, pictures } = wallOf(page('m', ...kinds));
    expect(tiles.map(({ key }) => key)).toEqual(['m0', 'm1']);
    expect(pictures.map(({ kind }) => kind)).toEqual(['lines', 'bars', 'doughnut', 'bars']);
  });
});
