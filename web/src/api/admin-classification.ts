import { queryOptions } from '@tanstack/react-query';
import { call, collection, draftKey, draftPath, type Versioned } from './admin-http';
import type { Facts, Mentioned, Where } from './conditions';
import type { Impact, Priority, PrioritySource, Urgency } from './types';

export type TextField = 'title' | 'description' | 'business_impact';

export interface ClassificationRuleInput {
  name: string;
  priority: Priority;
  where: Where;
  /** At least this priority, where it would be lower. */
  is_floor: boolean;
  is_active: boolean;
  /** Kept with the version of the rules that the change makes. */
  reason?: string;
}

export interface ClassificationRule extends Versioned, Omit<ClassificationRuleInput, 'reason'> {
  position: number;
  mentioned: Mentioned[];
}

export interface MatrixCell {
  impact: Impact;
  urgency: Urgency;
  priority: Priority;
}

export interface Matrix {
  cells: MatrixCell[];
  version: number;
}

/** Words of the ticket that a term matched, with their character offsets in the field. */
export interface TermMatch {
  field: TextField;
  term: string;
  text: string;
  start: number;
  end: number;
}

export interface ClassificationResult {
  priority: Priority;
  source: PrioritySource;
  rule: string | null;
  rule_id: string | null;
  matched: TermMatch[];
  /** Words that would have matched, were they not denied ("not down"). */
  ignored: TermMatch[];
  other_rules: { rule_id: string; rule: string; priority: Priority }[];
  raised_from: Priority | null;
}

export const classificationRules = collection<
  ClassificationRule,
  ClassificationRuleInput,
  Partial<ClassificationRuleInput & { position: number }>
>('classification-rules');

export const testClassification = (body: Facts) =>
  call<ClassificationResult>('post', '/api/admin/classification-rules/test', { body });

const MATRIX = 'classification-matrix';
export const matrixKey = (draft: string | null) => draftKey(MATRIX, draft);

export const matrixQuery = (draft: string | null) =>
  queryOptions({
    queryKey: matrixKey(draft),
    queryFn: ({ signal }) => call<Matrix>('get', draftPath(MATRIX, draft), { signal }),
  });

export const readMatrix = (draft: string | null) => call<Matrix>('get', draftPath(MATRIX, draft));

export const replaceMatrix = (cells: MatrixCell[], version: number, reason: string, draft: string | null) =>
  call<Matrix>('put', draftPath(MATRIX, draft), { body: { cells, reason }, version });
