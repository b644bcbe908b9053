import type {
  ClassificationRule,
  ClassificationRuleInput,
  Matrix,
  MatrixCell,
  RuleKind,
  TermMatch,
  TextField,
} from '@/api/admin-classification';
import type { Impact, Priority, Urgency } from '@/api/types';
import { IMPACTS, URGENCIES } from '../rules/labels';
import { FIELDS } from './labels';

export interface RuleValues {
  name: string;
  kind: RuleKind;
  priority: Priority;
  fields: TextField[];
  any_terms: string[];
  all_terms: string[];
  none_terms: string[];
  impacts: Impact[];
  is_active: boolean;
  reason: string;
}

export const EMPTY_RULE: RuleValues = {
  name: '',
  kind: 'keyword',
  priority: 'P2',
  fields: FIELDS,
  any_terms: [],
  all_terms: [],
  none_terms: [],
  impacts: [],
  is_active: true,
  reason: '',
};

export function toRuleValues(rule: ClassificationRule): RuleValues {
  const { id: _id, version: _version, position: _position, ...values } = rule;
  return { ...values, fields: FIELDS.filter((field) => rule.fields.includes(field)), reason: '' };
}

export const toRuleInput = (values: RuleValues): ClassificationRuleInput => ({
  ...values,
  name: values.name.trim(),
  reason: values.reason.trim(),
});

/** A rule must ask for something: words, or an impact. VIP rules ask for the requester. */
export const asksNothing = ({ kind, any_terms, all_terms, impacts }: RuleValues): boolean =>
  kind !== 'vip' && any_terms.length === 0 && all_terms.length === 0 && impacts.length === 0;

export interface Piece {
  text: string;
  mark: boolean;
}

/**
 * A text cut into marked and plain pieces. Offsets count characters as the server does (code points),
 * so an emoji before a match does not shift it; overlapping matches become one mark.
 */
export function highlight(text: string, matches: Pick<TermMatch, 'start' | 'end'>[]): Piece[] {
  const characters = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  const push = (end: number, mark: boolean) => {
    if (end > at) pieces.push({ text: characters.slice(at, end).join(''), mark });
    at = Math.max(at, end);
  };
  for (const { start, end } of matches.toSorted((a, b) => a.start - b.start)) {
    push(start, false);
    push(end, true);
  }
  push(characters.length, false);
  return pieces;
}

export type MatrixValues = Record<string, Priority | string> & { reason: string };

export const cellKey = (impact: Impact, urgency: Urgency): string => `${impact}_${urgency}`;

export function toMatrixValues(matrix: Matrix): MatrixValues {
  const cells = matrix.cells.map(({ impact, urgency, priority }) => [cellKey(impact, urgency), priority]);
  return { ...Object.fromEntries(cells), reason: '' };
}

export const toCells = (values: MatrixValues): MatrixCell[] =>
  IMPACTS.flatMap((impact) =>
    URGENCIES.map((urgency) => ({
      impact,
      urgency,
      priority: (values[cellKey(impact, urgency)] ?? 'P4') as Priority,
    })),
  );
