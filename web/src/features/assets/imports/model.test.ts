import { describe, expect, it } from 'vitest';
import type { ImportTerms } from '@/api/asset-imports';
import { firstChoice, isMoving, percentOf, withTarget } from './model';

const terms: ImportTerms = {
  targets: ['tag', null, 'name'],
  key: 'tag',
  day_first: false,
  currency: 'USD',
  type_id: null,
};
const counts = { new: 0, changed: 0, unchanged: 0, refused: 0, restored: 0, kept: 0 };

describe('an import', () => {
  it('takes a meaning from the column that had it', () => {
    expect(withTarget(terms, 1, 'tag').targets).toEqual([null, 'tag', 'name']);
    expect(withTarget(terms, 2, null).targets).toEqual(['tag', null, null]);
  });

  it('knows how far it is', () => {
    expect(percentOf({ rows_moved: 50, row_count: 200 })).toBe(25);
    expect(percentOf({ rows_moved: 0, row_count: 0 })).toBe(100);
    expect([isMoving('running'), isMoving('done')]).toEqual([true, false]);
  });

  it('shows first what went wrong', () => {
    expect(firstChoice({ counts: { ...counts, refused: 1, new: 4 } })).toBe('refused');
    expect(firstChoice({ counts: { ...counts, refused: 1, kept: 2 } })).toBe('kept');
    expect(firstChoice({ counts: { ...counts, changed: 3 } })).toBe('changed');
    expect(firstChoice({ counts })).toBe('new');
  });
});
