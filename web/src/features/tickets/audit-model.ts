import type { AuditEntry, Changes } from '@/api/desk-types';

export interface ShownChange {
  field: string;
  before: string;
  after: string;
}

const LONGEST = 160;

/** Old and new values as text; links and the like, which have no value of their own, are left out. */
export function shownChanges(changes: Changes): ShownChange[] {
  return Object.entries(changes)
    .map(([field, pair]) => {
      const [before, after] = pair;
      return { field: field.replaceAll('_', ' '), before: asText(before), after: asText(after) };
    })
    .filter(({ before, after }) => before !== after);
}

function asText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  const text =
    typeof value === 'object'
      ? Array.isArray(value)
        ? value.map(asText).join(', ') || '–'
        : JSON.stringify(value)
      : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What was done, without the name of who did it, which stands before it. */
export function sentence({
  summary,
  action,
  actor,
}: Pick<AuditEntry, 'summary' | 'action' | 'actor'>): string {
  const said = summary.startsWith(`${actor.name} `) ? summary.slice(actor.name.length + 1) : summary;
  return said || action;
}
