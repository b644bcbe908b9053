import { describe, expect, it } from 'vitest';
import type { Level } from '@/api/admin-sla';
import { EMPTY_LEVEL, levelFault, nextLevel, peopleOf, toLevelInput } from './course';

const LEVEL: Level = {
  name: 'Boss',
  metric: 'resolution',
  percent: 150,
  recipients: [],
  people: [{ id: 'u1', name: 'Ana' }],
  team: { id: 't1', name: 'Network' },
  agent: { id: 'u2', name: 'Ben' },
  priority: 'one_higher',
  watchers: [{ id: 'u3', name: 'Cora' }],
};

describe('escalation levels', () => {
  it('are sent by id and know everybody they name', () => {
    expect(toLevelInput(LEVEL)).toMatchObject({
      people: ['u1'],
      team_id: 't1',
      agent_id: 'u2',
      watchers: ['u3'],
    });
    expect(toLevelInput({ ...LEVEL, team: null, agent: null })).toMatchObject({
      team_id: null,
      agent_id: null,
    });
    expect(peopleOf(LEVEL).map(({ name }) => name)).toEqual(['Ana', 'Cora', 'Ben']);
    expect(peopleOf({ ...LEVEL, agent: null })).toHaveLength(2);
  });

  it('need a name, a percent and something to do', () => {
    const good = { ...EMPTY_LEVEL, name: 'Lead' };
    expect(levelFault(good)).toBe(false);
    expect(levelFault(EMPTY_LEVEL)).toBe(true);
    expect(levelFault({ ...good, percent: 0 })).toBe(true);
    expect(levelFault({ ...good, percent: 1.5 })).toBe(true);
    expect(levelFault({ ...good, percent: 1001 })).toBe(true);
    expect(levelFault({ ...good, recipients: [] })).toBe(true);
    expect(levelFault({ ...good, recipients: [], priority: 'P1' })).toBe(false);
  });

  it('go on a step beyond the last one', () => {
    expect(nextLevel([]).percent).toBe(100);
    expect(nextLevel([toLevelInput(LEVEL)])).toMatchObject({ metric: 'resolution', percent: 200, name: '' });
  });
});
