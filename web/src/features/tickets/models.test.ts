import { describe, expect, it } from 'vitest';
import type { ClockHistory } from '@/api/desk-types';
import { aTicket, ben } from '@/test/fixtures';
import { sentence, shownChanges } from './audit-model';
import { sharedTeam } from './components/actions/AssignDialog';
import { toBulk } from './components/actions/run';
import { tagsAfter } from './components/actions/TagsDialog';
import { differences } from './components/conflict';
import { toDay, toInstant } from './components/queue/days';
import { worksOn } from './rights';
import { inOrder, milestones, presentClocks, shares } from './sla-model';

const history = (metric: string, cycle: number) =>
  ({
    clock: {
      metric,
      cycle,
      due_at: '2026-11-22T10:00:00Z',
      warned_at: '2026-11-22T08:00:00Z',
      breached_at: null,
      met_at: '2026-11-22T09:00:00Z',
    },
  }) as ClockHistory;

describe('clocks', () => {
  it('divides the bar by time on the wall, up to now', () => {
    const parts = shares(
      [
        {
          phase: 'running',
          reason: null,
          started_at: '2026-11-22T08:00:00Z',
          ended_at: '2026-11-22T09:00:00Z',
          seconds: 3600,
        },
        { phase: 'paused', reason: 'user', started_at: '2026-11-22T09:00:00Z', ended_at: null, seconds: 0 },
      ],
      Date.parse('2026-11-22T12:00:00Z'),
    );
    expect(parts.map(({ phase, share }) => [phase, share])).toEqual([
      ['running', 0.25],
      ['paused', 0.75],
    ]);
  });

  it('tells what happened to a target in the order of time', () => {
    expect(milestones(history('response', 1).clock).map(({ what }) => what)).toEqual([
      'warned',
      'met',
      'due',
    ]);
  });

  it('explains the present round of each metric, the response first', () => {
    const rounds = [history('resolution', 1), history('resolution', 2), history('response', 1)];
    const names = (list: ClockHistory[]) => list.map(({ clock }) => `${clock.metric} ${clock.cycle}`);
    expect(names(presentClocks(rounds))).toEqual(['response 1', 'resolution 2']);
    expect(names(inOrder(rounds))).toEqual(['response 1', 'resolution 2', 'resolution 1']);
  });
});

describe('audit entries', () => {
  it('show old and new values that differ', () => {
    expect(
      shownChanges({ tags: [['vpn'], ['vpn', 'office']], links: [null, null], due: [null, 'x'] }),
    ).toEqual([
      { field: 'tags', before: 'vpn', after: 'vpn, office' },
      { field: 'due', before: '–', after: 'x' },
    ]);
  });

  it('name who did it once', () => {
    const actor = { id: null, name: 'Bea', kind: 'user' };
    expect(sentence({ actor, action: 'comment.created', summary: 'Bea commented' })).toBe('commented');
    expect(sentence({ actor, action: 'comment.created', summary: '' })).toBe('comment.created');
  });
});

describe('who works a ticket', () => {
  it('is its team, its assignee and who sees all', () => {
    const elsewhere = aTicket({ team: { id: 'x', name: 'X' }, assignee: null });
    expect(worksOn(ben, aTicket())).toBe(true);
    expect(worksOn(ben, elsewhere)).toBe(false);
    expect(worksOn({ ...ben, permissions: [...ben.permissions, 'tickets.read_all'] }, elsewhere)).toBe(true);
    expect(worksOn({ ...ben, permissions: [] }, aTicket())).toBe(false);
  });
});

describe('bulk changes', () => {
  it('say what to do in the words of the interface', () => {
    expect(toBulk(['a'], { kind: 'tags', add: ['vpn'], remove: [] })).toEqual({
      ids: ['a'],
      action: 'tags',
      add_tags: ['vpn'],
      remove_tags: [],
    });
  });

  it('foresee tags and the team all have', () => {
    expect(tagsAfter(['a', 'b'], ['c', 'a'], ['b'])).toEqual(['a', 'c']);
    expect(sharedTeam([aTicket(), aTicket({ team: null })])).toBeNull();
    expect(sharedTeam([aTicket(), aTicket()])?.id).toBe('team-ph');
  });
});

describe('conflicts', () => {
  it('name what is different now', () => {
    const now = aTicket({ assignee: null, tags: ['vpn'], updated_at: '2026-11-21T00:00:00Z' });
    expect(differences(aTicket(), now)).toEqual([
      { field: 'assignee', before: 'Ben Santos', now: '–' },
      { field: 'tags', before: '–', now: 'vpn' },
    ]);
  });
});

describe('days of a filter', () => {
  it('go there and back', () => {
    expect(toDay(toInstant('2026-11-22'))).toBe('2026-11-22');
    expect(toInstant('')).toBeUndefined();
    expect(toDay('nonsense')).toBe('');
  });
});
