import { describe, expect, it } from 'vitest';
import type { AgentWork } from '@/api/board';
import { shareOf, toneOf } from './board-model';

const agent = (more: Partial<AgentWork>): AgentWork => ({
  id: 'a',
  name: 'Bea',
  is_lead: false,
  open: 3,
  at_risk: 0,
  breached: 0,
  p1: 0,
  capacity: 10,
  absence: null,
  ...more,
});

describe('the board of a team', () => {
  it('draws bars no longer than the widest', () => {
    expect(shareOf(5, 10)).toBe(50);
    expect(shareOf(12, 10)).toBe(100);
    expect(shareOf(0, 0)).toBe(0);
  });

  it('shows what is late first, then who is full, then what is at risk', () => {
    expect(toneOf(agent({}))).toBeUndefined();
    expect(toneOf(agent({ at_risk: 1 }))).toBe('risk');
    expect(toneOf(agent({ at_risk: 1, open: 10 }))).toBe('full');
    expect(toneOf(agent({ breached: 1, open: 10 }))).toBe('late');
    expect(toneOf(agent({ open: 40, capacity: null }))).toBeUndefined();
  });
});
