import { describe, expect, it } from 'vitest';
import type { SavedView } from '@/api/desk-types';
import { readSearch } from '@/lib/queue-search';
import { aTicket, ben } from '@/test/fixtures';
import { isSavedAlone, listFilters, searchOf } from './search';
import { gathered, keptFilters } from './view-model';

const view = {
  id: 'view-1',
  filters: { view: 'queue', assignee: 'me', breached: 'true' },
  sort: 'priority',
} as Partial<SavedView> as SavedView;

describe('a saved view', () => {
  it('asks for the same list as when it was kept', () => {
    const asked = listFilters({ view: 'mine', breached: true, sort: 'priority' }, ben);
    const kept = { ...view, ...keptFilters(asked) };
    expect(kept.filters).toEqual({ view: 'queue', assignee: 'me', breached: 'true' });
    expect(listFilters(searchOf(kept), ben)).toEqual(asked);
  });

  it('stands in the address by its id until a filter changes', () => {
    expect(isSavedAlone(readSearch({ saved: 'view-1' }))).toBe(true);
    expect(isSavedAlone(readSearch({ saved: 'view-1', sort: 'number' }))).toBe(true);
    expect(isSavedAlone(searchOf(view))).toBe(false);
    expect(searchOf(view, 'number').sort).toBe('number');
  });
});

describe('gathered', () => {
  const row = (number: number, status: 'new' | 'pending') => aTicket({ id: `t-${number}`, status });

  it('brings rows of one kind together and keeps their order', () => {
    const rows = [row(1, 'pending'), row(2, 'new'), row(3, 'pending')];
    expect(gathered(rows, 'status').map(({ id }) => id)).toEqual(['t-1', 't-3', 't-2']);
    expect(gathered(rows, null)).toBe(rows);
  });
});
