import type { AssetImport, ImportTerms, RowChoice } from '@/api/asset-imports';

const MOVING: readonly AssetImport['state'][] = ['checking', 'running', 'undoing'];

export const isMoving = (state: AssetImport['state']): boolean => MOVING.includes(state);

/** How far an import is in what it is doing, 0–100. */
export const percentOf = ({
  rows_moved,
  row_count,
}: Pick<AssetImport, 'rows_moved' | 'row_count'>): number =>
  row_count === 0 ? 100 : Math.round((rows_moved / row_count) * 100);

/** The terms of an import as they are, to be changed in the form. */
export const termsOf = (one: AssetImport): ImportTerms => ({
  targets: one.columns.map(({ target }) => target),
  key: one.key,
  day_first: one.day_first,
  currency: one.currency,
  type_id: one.type_id,
});

/** Give a column a meaning; the column that had it loses it. */
export const withTarget = (terms: ImportTerms, place: number, target: string | null): ImportTerms => ({
  ...terms,
  targets: terms.targets.map((held, index) => {
    if (index === place) return target;
    return target !== null && held === target ? null : held;
  }),
});

/** Rows that a person wants to see first: what went wrong, then what changes. */
export function firstChoice({ counts }: Pick<AssetImport, 'counts'>): RowChoice {
  if (counts.kept > 0) return 'kept';
  if (counts.refused > 0) return 'refused';
  return counts.changed > 0 && counts.new === 0 ? 'changed' : 'new';
}
