import { queryOptions } from '@tanstack/react-query';
import { call, collection, type Versioned } from './admin-http';
import type { Impact, Priority, PrioritySource, Urgency } from './types';

export type RuleKind = 'keyword' | 'business_impact' | 'vip';
export type TextField = 'title' | 'description' | 'business_impact';

export interface ClassificationRuleInput {
  name: string;
  kind: RuleKind;
  priority: Priority;
  fields: TextField[];
  any_terms: string[];
  all_terms: string[];
  none_terms: string[];
  impacts: Impact[];
  is_active: boolean;
  /** Kept with the version of the rules that the change makes. */
  reason?: string;
}

export interface ClassificationRule extends Versioned, Omit<ClassificationRuleInput, 'reason'> {
  position: number;
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

export interface ClassificationTest {
  title: string;
  description: string;
  business_impact: string;
  impact?: Impact | undefined;
  urgency?: Urgency | undefined;
  is_vip: boolean;
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

export const testClassification = (body: ClassificationTest) =>
  call<ClassificationResult>('post', '/api/admin/classification-rules/test', { body });

const MATRIX = '/api/admin/classification-matrix';
export const matrixKeys = { all: ['admin', 'classification-matrix'] as const };

export const matrixQuery = () =>
  queryOptions({
    queryKey: matrixKeys.all,
    queryFn: ({ signal }) => call<Matrix>('get', MATRIX, { signal }),
  });

export const readMatrix = () => call<Matrix>('get', MATRIX);

export const replaceMatrix = (cells: MatrixCell[], version: number, reason: string) =>
  call<Matrix>('put', MATRIX, { body: { cells, reason }, version });
