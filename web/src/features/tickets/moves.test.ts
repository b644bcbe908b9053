import { describe, expect, it } from 'vitest';
import { aTicket } from '@/test/fixtures';
import { commonMoves, missingFor, reachable, rowTone, stepsTo, toTransition } from './moves';

const NOTHING = {
  pending_reason: '',
  resolution_summary: '',
  resolution_category: '',
  root_cause: '',
  reason: '',
  comment: '',
};

describe('moves', () => {
  it('lets a new ticket be resolved in one act of two moves', () => {
    expect(reachable('new')).toEqual(['in_progress', 'pending', 'resolved']);
    expect(stepsTo('new', 'resolved')).toEqual(['in_progress', 'resolved']);
    expect(stepsTo('in_progress', 'resolved')).toEqual(['resolved']);
    expect(stepsTo('closed', 'resolved')).toEqual([]);
  });

  it('counts for how many tickets a move is possible', () => {
    const tickets = [aTicket({ status: 'new' }), aTicket({ id: 'b', status: 'closed' })];
    expect(commonMoves(tickets)).toEqual([
      { to: 'in_progress', count: 1 },
      { to: 'pending', count: 1 },
      { to: 'resolved', count: 1 },
      { to: 'reopened', count: 1 },
    ]);
  });

  it('asks for the closure notes before it resolves', () => {
    expect(missingFor('resolved', { ...NOTHING, root_cause: 'ok' })).toEqual([
      'resolution_summary',
      'resolution_category',
      'root_cause',
    ]);
    expect(missingFor('in_progress', NOTHING)).toEqual([]);
  });

  it('sends only what the move needs', () => {
    expect(toTransition('pending', { ...NOTHING, pending_reason: 'vendor', reason: 'left over' })).toEqual({
      to: 'pending',
      pending_reason: 'vendor',
    });
    expect(toTransition('in_progress', { ...NOTHING, comment: ' On it. ' })).toEqual({
      to: 'in_progress',
      comment: 'On it.',
    });
  });
});

describe('rowTone', () => {
  const warning = { ...aTicket().sla, resolution: { ...aTicket().sla.response, state: 'warning' } } as never;

  it('is red when late, yellow when nearly, plain when finished', () => {
    expect(rowTone(aTicket({ is_breached: true }))).toBe('breach');
    expect(rowTone(aTicket({ sla: warning }))).toBe('warn');
    expect(rowTone(aTicket({ is_breached: true, status: 'closed' }))).toBeUndefined();
    expect(rowTone(aTicket())).toBeUndefined();
  });
});
