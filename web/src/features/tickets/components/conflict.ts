import { create } from 'zustand';
import type { NamedRef, TicketSummary } from '@/api/types';
import type { EditBody } from './actions/use-edit';

/** An edit that came too late: the version it was made on, and what it wanted. */
export interface Conflict {
  before: TicketSummary;
  mine: EditBody;
}

export const useConflict = create<{ conflict: Conflict | null }>()(() => ({ conflict: null }));
export const showConflict = (conflict: Conflict) => useConflict.setState({ conflict });
export const clearConflict = () => useConflict.setState({ conflict: null });

const COMPARED = [
  'title',
  'status',
  'priority',
  'category',
  'subcategory',
  'location',
  'team',
  'assignee',
  'tags',
  'is_escalated',
] as const;

export type ComparedField = (typeof COMPARED)[number];

export interface Difference {
  field: ComparedField;
  before: string;
  now: string;
}

/** What changed between two versions of a ticket, in words that can be shown. */
export function differences(before: TicketSummary, now: TicketSummary): Difference[] {
  return COMPARED.map((field) => ({ field, before: shown(before[field]), now: shown(now[field]) })).filter(
    (pair) => pair.before !== pair.now,
  );
}

function shown(value: string | boolean | string[] | NamedRef | null): string {
  if (value === null) return '–';
  if (Array.isArray(value)) return value.join(', ') || '–';
  return typeof value === 'object' ? value.name : String(value);
}
