import { describe, expect, it } from 'vitest';
import { readSearch } from '@/lib/queue-search';
import { ana, ben } from '@/test/fixtures';
import { activeFilters, cleared, listFilters, viewOf, withFilter } from './search';

const manager = { ...ben, permissions: [...ben.permissions, 'tickets.read_all'] };

describe('readSearch', () => {
  it('keeps what the list knows and drops the rest', () => {
    expect(
      readSearch({
        view: 'team',
        status: 'new,pending',
        breached: 'true',
        page: '3',
        view2: 'x',
        escalated: 'no',
      }),
    ).toEqual({ view: 'team', status: 'new,pending', breached: true });
  });

  it('takes every filter a figure may lead to', () => {
    const drill = {
      view: 'all',
      resolved_from: '2026-11-01T00:00:00+00:00',
      resolved_to: '2026-11-22T00:00:00+00:00',
      sla: 'warning',
      assignee: 'none',
      team: 'team-ph',
    };
    expect(readSearch(drill)).toEqual(drill);
  });

  it('reads an unknown view as none', () => {
    expect(readSearch({ view: 'secret' })).toEqual({});
  });
});

describe('viewOf', () => {
  it('starts with the own work, for managers with everything', () => {
    expect(viewOf({}, ben)).toBe('mine');
    expect(viewOf({}, manager)).toBe('all');
  });

  it('shows everything that fits where filters come without a view', () => {
    expect(viewOf({ status: 'new' }, ben)).toBe('all');
    expect(viewOf({ q: 'vpn' }, ben)).toBe('all');
  });
});

describe('listFilters', () => {
  it('narrows the view by the filters of the address', () => {
    expect(listFilters({ view: 'team', priority: 'P1' }, ben)).toEqual({
      view: 'queue',
      team: 'me',
      priority: 'P1',
      sort: 'queue',
    });
  });

  it('leaves the order of a search to the server, and takes an order that is asked for', () => {
    expect(listFilters({ view: 'all', q: 'vpn' }, ben)).toEqual({ view: 'all', q: 'vpn' });
    expect(listFilters({ view: 'all', q: 'vpn', sort: '-updated_at' }, ben).sort).toBe('-updated_at');
  });

  it('never sends a filter without a value', () => {
    expect(Object.values(listFilters({ view: 'mine', status: undefined }, ben))).not.toContain(undefined);
  });
});

describe('changing filters', () => {
  it('adds one and takes it away again', () => {
    const one = withFilter({ view: 'all' }, 'category', 'Network');
    expect(activeFilters(one)).toEqual(['category']);
    expect(withFilter(one, 'category', undefined)).toEqual({ view: 'all' });
  });

  it('stays on the view when all are cleared', () => {
    expect(cleared({ status: 'new', q: 'x' }, ana)).toEqual({ view: 'all' });
    expect(cleared({ view: 'pending', tag: 'vpn' }, ben)).toEqual({ view: 'pending' });
  });
});
