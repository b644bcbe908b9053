import { describe, expect, it } from 'vitest';
import type { Matrix } from '@/api/admin-classification';
import type { Policy } from '@/api/admin-sla';
import { EMPTY_RULE, highlight, toCells, toMatrixValues, toRuleInput } from '../classification/model';
import { doesNothing, EMPTY_ROUTING, toRoutingInput } from '../routing/model';
import { SHIPPED_OPTIONS } from '../sla/course';
import {
  isThreshold,
  joinSeconds,
  splitSeconds,
  toPolicyInput,
  toPolicyValues,
  toPreview,
} from '../sla/model';
import { hoursWords } from '../sla/words';
import { fitsWords, reordered } from './order';
import { EMPTY_FACTS } from './test/facts';
import { newLeaf } from './where/model';

describe('order', () => {
  it('moves by one and stays within the list', () => {
    expect(reordered(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(reordered(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(reordered(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(reordered(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
  });

  it('searches every word', () => {
    expect(fitsWords('manila net', ['Network', null, 'Manila'])).toBe(true);
    expect(fitsWords('manila erp', ['Network', 'Manila'])).toBe(false);
    expect(fitsWords(undefined, [])).toBe(true);
  });
});

describe('highlight', () => {
  it('marks matches and joins those that overlap', () => {
    const pieces = highlight('VPN is down again', [
      { start: 7, end: 11 },
      { start: 4, end: 11 },
    ]);
    expect(pieces).toEqual([
      { text: 'VPN ', mark: false },
      { text: 'is down', mark: true },
      { text: ' again', mark: false },
    ]);
  });

  it('counts characters as the server does', () => {
    expect(highlight('🔥🔥 down', [{ start: 3, end: 7 }])).toEqual([
      { text: '🔥🔥 ', mark: false },
      { text: 'down', mark: true },
    ]);
  });
});

describe('rules', () => {
  it('must do something', () => {
    expect(doesNothing(EMPTY_ROUTING)).toBe(true);
    expect(doesNothing({ ...EMPTY_ROUTING, notify_manager: true })).toBe(false);
  });

  it('send a condition without its empty rows', () => {
    const where = { all: [newLeaf('category'), { field: 'vip', op: 'is_true' } as const] };
    expect(toRoutingInput({ ...EMPTY_ROUTING, where }).where).toEqual({
      all: [{ field: 'vip', op: 'is_true' }],
    });
    expect(toRuleInput({ ...EMPTY_RULE, effect: 'raises' })).toMatchObject({ is_floor: true });
  });
});

describe('the matrix', () => {
  it('comes back as it went out', () => {
    const cells = toCells({ reason: '' });
    expect(cells).toHaveLength(12);
    const matrix: Matrix = { version: 3, cells: cells.map((cell) => ({ ...cell, priority: 'P2' })) };
    expect(toCells(toMatrixValues(matrix))).toEqual(matrix.cells);
  });
});

const policy: Policy = {
  id: 'p1',
  name: 'P2 high',
  version: 1,
  position: 2,
  is_active: true,
  where: { all: [{ field: 'priority', op: 'is_one_of', value: ['P2'] }] },
  mentioned: [],
  targets: { response: 14_400, resolution: null, update: null, ola: null },
  calendar: { source: 'location', calendar_id: null, calendar: null },
  thresholds: [80],
  options: SHIPPED_OPTIONS,
  escalations: [],
};

describe('a policy', () => {
  it('comes back as it went out', () => {
    const { id: _i, version: _v, position: _p, is_active: _a, mentioned: _m, calendar, ...rest } = policy;
    const { source, calendar_id } = calendar;
    expect(toPolicyInput(toPolicyValues(policy))).toEqual({
      ...rest,
      calendar: { source, calendar_id },
      reason: '',
    });
  });

  it('drops the calendar of another choice and sorts warnings', () => {
    const values = { ...toPolicyValues(policy), calendar_id: 'c1', thresholds: ['90', '50'] };
    expect(toPolicyInput(values)).toMatchObject({ calendar: { calendar_id: null }, thresholds: [50, 90] });
  });

  it('takes hours and minutes apart and together', () => {
    expect(splitSeconds(5400)).toEqual({ hours: 1, minutes: 30 });
    expect(joinSeconds({ hours: 1, minutes: 30 })).toBe(5400);
    expect(joinSeconds({ hours: null, minutes: 15 })).toBe(900);
    expect(joinSeconds({ hours: null, minutes: null })).toBeNull();
    expect([hoursWords(86_400), hoursWords(900), hoursWords(5400)]).toEqual([
      '24 hr',
      '15 min',
      '1 hr 30 min',
    ]);
  });

  it('knows a warning from nonsense', () => {
    expect(['1', '80', '99'].every(isThreshold)).toBe(true);
    expect(['0', '100', '8.5', 'x', ''].some(isThreshold)).toBe(false);
  });

  it('reads the moment of a preview as local time', () => {
    const facts = { ...EMPTY_FACTS, start: '' };
    expect(toPreview(facts).started_at).toBeUndefined();
    expect(toPreview({ ...facts, start: '2026-11-20T17:30' }).started_at).toBe(
      new Date(2026, 10, 20, 17, 30).toISOString(),
    );
  });
});
