import { describe, expect, it } from 'vitest';
import type { ImpactNode } from '@/api/assets';
import { BOX, layOut, shorten } from './graph-model';
import { daysUntil, fieldValue, toInput, valuesOf } from './model';

const node = (id: string, distance: number, harm: ImpactNode['harm'] = 'fails'): ImpactNode => ({
  asset: { id, tag: id, name: id, status: 'active', type_key: 'server', asset_class: 'hardware' },
  distance,
  harm,
  up: 0,
  needed: 0,
  owner: null,
});
const edge = (cause_id: string, effect_id: string) => ({ kind: 'depends_on' as const, cause_id, effect_id });

describe('the picture of an impact', () => {
  it('puts each step into a column of its own and nothing upon another', () => {
    const nodes = [node('a', 0), node('b', 1), node('c', 1), node('d', 2, 'spared')];
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('c', 'd')];
    const { boxes, ways, width, height } = layOut({ nodes, edges, direction: 'suffers' });
    expect(new Set(boxes.map(({ x, y }) => `${x}:${y}`)).size).toBe(4);
    for (const { node: one, x, y } of boxes) {
      expect(x).toBe(BOX.margin + one.distance * (BOX.width + BOX.gapX));
      expect(x + BOX.width).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + BOX.height).toBeLessThanOrEqual(height);
    }
    expect(ways).toHaveLength(3);
    expect(ways.every(({ carries }) => carries)).toBe(true);
  });

  it('draws a way back of a cycle, and leaves out what is not shown', () => {
    const nodes = [node('a', 0), node('b', 1)];
    const edges = [edge('a', 'b'), edge('b', 'a'), edge('b', 'z')];
    expect(layOut({ nodes, edges, direction: 'suffers' }).ways).toHaveLength(2);
    expect(layOut({ nodes: [node('a', 0)], edges: [], direction: 'needs' }).ways).toEqual([]);
  });

  it('cuts long names', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('rather long', 6)).toBe('rathe…');
  });
});

describe('the form of an asset', () => {
  const field = {
    key: 'memory_gb',
    label: 'Memory',
    kind: 'number' as const,
    is_required: false,
    choices: [],
    unit: 'GB',
  };
  const kind = { id: 't', fields: [field] } as unknown as Parameters<typeof toInput>[1];

  it('sends nothing for what is empty and no currency without a cost', () => {
    const input = toInput({ ...valuesOf(null, 't'), name: ' Box ' }, kind);
    expect(input).toMatchObject({ name: 'Box', type_id: 't', serial: null, currency: null, seats: null });
    expect('tag' in input).toBe(false);
    expect(input.fields).toEqual({ memory_gb: null });
  });

  it('reads numbers, switches and words', () => {
    expect(fieldValue(field, '16')).toBe(16);
    expect(fieldValue(field, 'much')).toBe('much');
    expect(fieldValue({ ...field, kind: 'switch' }, 'false')).toBe(false);
    expect(fieldValue({ ...field, kind: 'text' }, ' x ')).toBe('x');
  });

  it('counts days as calendars do', () => {
    const now = Date.parse('2026-11-28T22:00:00Z');
    expect(daysUntil('2026-11-28', now)).toBe(0);
    expect(daysUntil('2026-11-29', now)).toBe(1);
    expect(daysUntil('2026-11-27', now)).toBe(-1);
  });
});
