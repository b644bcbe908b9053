import type {
  ClassificationRule,
  ClassificationRuleInput,
  Matrix,
  MatrixCell,
  TermMatch,
} from '@/api/admin-classification';
import type { Where } from '@/api/conditions';
import type { Impact, Priority, Urgency } from '@/api/types';
import { IMPACTS, URGENCIES } from '../rules/labels';
import { editable, newLeaf, tidy } from '../rules/where/model';

export interface RuleValues {
  name: string;
  priority: Priority;
  where: Where;
  effect: 'sets' | 'raises';
  is_active: boolean;
  reason: string;
}

export const EMPTY_RULE: RuleValues = {
  name: '',
  priority: 'P2',
  where: { all: [newLeaf('text')] },
  effect: 'sets',
  is_active: true,
  reason: '',
};

export const toRuleValues = ({
  name,
  priority,
  where,
  is_floor,
  is_active,
}: ClassificationRule): RuleValues => ({
  name,
  priority,
  where: editable(where),
  effect: is_floor ? 'raises' : 'sets',
  is_active,
  reason: '',
});

export const toRuleInput = ({ effect, ...values }: RuleValues): ClassificationRuleInput => ({
  ...values,
  name: values.name.trim(),
  where: tidy(values.where),
  is_floor: effect === 'raises',
  reason: values.reason.trim(),
});

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
