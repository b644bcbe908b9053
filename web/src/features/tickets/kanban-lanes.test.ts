import { describe, expect, it } from 'vitest';
import type { BoardLimits } from '@/api/board';
import { aTicket } from '@/test/fixtures';
import { lanesOf, limitOf, onlyTeam } from './kanban-lanes';
import { COLUMNS } from './kanban-model';

const cebu = { id: 't1', name: 'Cebu' };
const bali = { id: 't2', name: 'Bali' };
const limits: BoardLimits = {
  team: cebu,
  new: 5,
  in_progress: 2,
  pending: null,
  resolved: null,
  may_edit: true,
  version: 3,
};

describe('the lanes of a board', () => {
  const one = aTicket({ id: '1', team: cebu, assignee: null, priority: 'P3' });
  const two = aTicket({ id: '2', team: bali, assignee: { id: 'a', name: 'Ana' }, priority: 'P1' });
  const three = aTicket({ id: '3', team: null, assignee: { id: 'a', name: 'Ana' }, priority: 'P3' });

  it('puts each ticket into its lane and column, those of nobody first', () => {
    const lanes = lanesOf([[one], [two, three]], 'team');
    expect(lanes.map(({ name }) => name)).toEqual([null, 'Bali', 'Cebu']);
    expect(lanes.map(({ cells }) => cells.map((cell) => cell.map(({ id }) => id)))).toEqual([
      [[], ['3']],
      [[], ['2']],
      [['1'], []],
    ]);
    expect(lanesOf([[one], [two, three]], 'agent').map(({ name }) => name)).toEqual([null, 'Ana']);
    expect(lanesOf([[one, two]], 'priority').map(({ name }) => name)).toEqual(['P1', 'P3']);
    expect(lanesOf([[], []], 'team')).toEqual([]);
  });

  it('knows the limit of a column by its first status, for one team alone', () => {
    expect(COLUMNS.map((column) => limitOf(limits, column))).toEqual([5, 2, null, null]);
    expect(limitOf(undefined, COLUMNS[0])).toBeNull();
    expect(onlyTeam('t1', [limits])).toBe(limits);
    expect(onlyTeam('t1,t2', [limits])).toBeUndefined();
    expect(onlyTeam(undefined, [limits])).toBeUndefined();
  });
});
