import { describe, expect, it } from 'vitest';
import { priorityWhy, routingWhy } from './decision';

describe('priorityWhy', () => {
  it('reads what the engine stored, each word once', () => {
    const match = { field: 'title', term: 'down', text: 'Down', start: 0, end: 4 };
    const why = priorityWhy({
      classification: {
        priority: 'P1',
        source: 'rule',
        rule: 'Outage',
        rule_version: 3,
        matched: [match, { ...match, text: 'down' }],
        ignored: [],
        other_rules: [{ rule: 'Slow', priority: 'P2' }],
        inputs: { impact: 'department', urgency: 'high', is_vip: true },
        raised_from: null,
      },
      routing: {},
    });
    expect(why.matched).toEqual([{ field: 'title', text: 'down' }]);
    expect(why).toMatchObject({
      rule: 'Outage',
      version: 3,
      impact: 'department',
      isVip: true,
      raisedFrom: null,
    });
    expect(why.otherRules).toEqual([{ rule: 'Slow', priority: 'P2' }]);
  });

  it('survives a decision of another program version', () => {
    const why = priorityWhy({
      classification: { matched: 'none', inputs: null, rule: 7 },
      routing: {},
    } as never);
    expect(why).toMatchObject({ matched: [], rule: null, impact: null });
  });
});

describe('routingWhy', () => {
  it('names everybody who was considered and why the others were not taken', () => {
    const why = routingWhy({
      classification: {},
      routing: {
        team: 'Network',
        rule: 'Network everywhere',
        assignee: 'Ben',
        why: 'Ben has 1 open.',
        candidates: [
          { id: 'b', name: 'Ben', open_count: 1, capacity: null, not_taken: null, last_assigned_at: null },
          { id: 'c', name: 'Cy', open_count: 9, capacity: 9, not_taken: 'at_capacity' },
        ],
      },
    });
    expect(why.candidates.map(({ name, notTaken }) => [name, notTaken])).toEqual([
      ['Ben', null],
      ['Cy', 'at_capacity'],
    ]);
    expect(why).toMatchObject({ team: 'Network', isUnrouted: false, handedBack: null });
  });
});
