import type { Leaf, Op, TicketField, Where } from '@/api/conditions';
import { FIELDS, operatorsOf } from './fields';

/** How the parts of a group go together; `none` is written as "not any". */
export type Mode = 'all' | 'any' | 'none';

export interface Group {
  mode: Mode;
  children: Where[];
}

export const EVERY_TICKET: Where = { all: [] };

export const isLeaf = (node: Where): node is Leaf => 'field' in node;

/** A node as a group; a leaf becomes a group of one. */
export function asGroup(node: Where): Group {
  if ('all' in node) return { mode: 'all', children: node.all };
  if ('any' in node) return { mode: 'any', children: node.any };
  if ('not' in node) {
    return { mode: 'none', children: 'any' in node.not ? node.not.any : [node.not] };
  }
  return { mode: 'all', children: [node] };
}

export function fromGroup({ mode, children }: Group): Where {
  if (mode === 'all') return { all: children };
  return mode === 'any' ? { any: children } : { not: { any: children } };
}

/** What the builder edits: the root is always a group. */
export const editable = (where: Where): Where => fromGroup(asGroup(where));

export const newLeaf = (field: TicketField): Leaf => withOp({ field, op: 'is_set' }, operatorsOf(field)[0]);

const WITHOUT_VALUE: Op[] = ['is_set', 'is_not_set', 'is_true', 'is_false'];
const LISTED: Op[] = ['is_one_of', 'is_none_of', 'mentions_any', 'mentions_all', 'mentions_none'];

/** A leaf asking something else of its field; a value that still fits is kept. */
export function withOp(leaf: Leaf, op: Op = 'is_set'): Leaf {
  const { field, value } = leaf;
  if (WITHOUT_VALUE.includes(op)) return { field, op };
  if (LISTED.includes(op)) return { field, op, value: LISTED.includes(leaf.op) ? value : [] };
  const [highest = '', lowest = highest] = rankedValues(field);
  if (op === 'between') return { field, op, value: [lowest, highest] };
  return { field, op, value: typeof value === 'string' ? value : highest };
}

const rankedValues = (field: TicketField) => {
  const values = (FIELDS[field].choices ?? []).map((choice) => choice.value);
  return [values[0], values.at(-1)].filter((value) => value !== undefined);
};

/** The two ends of a range, the lowest first, whichever way round they were chosen. */
export function ordered(field: TicketField, ends: [string, string]): [string, string] {
  const values = (FIELDS[field].choices ?? []).map((choice) => choice.value);
  const [one, other] = ends;
  return values.indexOf(one) < values.indexOf(other) ? [other, one] : [one, other];
}

export const isComplete = ({ op, value }: Leaf): boolean =>
  WITHOUT_VALUE.includes(op) || (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** The condition without rows that were left empty and groups that hold nothing. */
export function tidy(where: Where): Where {
  const kept = (node: Where): Where | null => {
    if (isLeaf(node)) return isComplete(node) ? node : null;
    const { mode, children } = asGroup(node);
    const inner = children.map(kept).filter((child) => child !== null);
    return inner.length ? fromGroup({ mode, children: inner }) : null;
  };
  return kept(where) ?? EVERY_TICKET;
}

export const isEmpty = (where: Where): boolean =>
  JSON.stringify(tidy(where)) === JSON.stringify(EVERY_TICKET);

/** Every value that a condition names, for searching a list of rules. */
export function valuesIn(where: Where): string[] {
  if (isLeaf(where)) return [where.value ?? []].flat(2).map(String);
  return asGroup(where).children.flatMap(valuesIn);
}
