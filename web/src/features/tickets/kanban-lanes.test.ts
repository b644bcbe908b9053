import { describe, expect, it } from 'vitest';
import type { BoardLimits } from '@/api/board';
import { aTicket, ben } from '@/test/fixtures';
import { lanesOf, limitOf, mayChangeLane, nextLane, onlyTeam } from './kanban-lanes';
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
    expect(lanesOf([[one, two]], 'priority').map(({ name }) => name)).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect(lanesOf([[], []], 'team')).toEqual([]);
    expect(lanesOf([[], []], 'priority')).toEqual([]);
  });

  it('knows the limit of a column by its first status, for one team alone', () => {
    expect(COLUMNS.map((column) => limitOf(limits, column))).toEqual([5, 2, null, null]);
    expect(limitOf(undefined, COLUMNS[0])).toBeNull();
    expect(onlyTeam('t1', [limits])).toBe(limits);
    expect(onlyTeam('t1,t2', [limits])).toBeUndefined();
    expect(onlyTeam(undefined, [limits])).toBeUndefined();
  });
});

describe('another lane for a ticket', () => {
  const agentA = { id: 'a', name: 'Ana' };
  const ticket = aTicket({ id: '1', status: 'in_progress', team: cebu, assignee: agentA, priority: 'P3' });
  const agent = { ...ben, permissions: ['tickets.work'], teams: [cebu] };
  const manager = { ...agent, permissions: ['tickets.work', 'tickets.read_all', 'tickets.assign_any'] };
  const lane = (key: string, name: string | null = key) => ({ key, name, cells: [] });

  it('is for who works it, for open tickets, and never nobody', () => {
    expect(mayChangeLane(agent, ticket, 'agent', lane('b'))).toBe(true);
    expect(mayChangeLane(agent, ticket, 'agent', lane('a'))).toBe(false);
    expect(mayChangeLane(agent, ticket, 'agent', lane('', null))).toBe(false);
    expect(mayChangeLane(agent, ticket, 'priority', lane('P1'))).toBe(true);
    expect(mayChangeLane(agent, { ...ticket, status: 'resolved' }, 'agent', lane('b'))).toBe(false);
    expect(mayChangeLane({ ...agent, teams: [bali] }, ticket, 'agent', lane('b'))).toBe(false);
  });

  it('of another team is for who may give across teams', () => {
    expect(mayChangeLane(agent, ticket, 'team', lane('t2'))).toBe(false);
    expect(mayChangeLane(manager, ticket, 'team', lane('t2'))).toBe(true);
  });

  it('is found by steps up and down, past those that do not take it, and back to its own', () => {
    const lanes = ['', 'a', 'b', 'c'].map((key) => lane(key));
    const takes = ({ key }: { key: string }) => key !== '' && key !== 'a';
    expect(nextLane(lanes, 'a', null, 1, takes)).toBe('b');
    expect(nextLane(lanes, 'a', 'b', 1, takes)).toBe('c');
    expect(nextLane(lanes, 'a', 'c', 1, takes)).toBe('c');
    expect(nextLane(lanes, 'a', 'b', -1, takes)).toBeNull();
    expect(nextLane(lanes, 'a', null, -1, takes)).toBeNull();
    expect(nextLane(lanes, 'c', 'b', -1, ({ key }) => key !== 'a')).toBe('');
  });
});
