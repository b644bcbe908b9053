import type { AuditEntry, AuditFilters } from '@/api/admin-audit';
import type { AdminSearch } from '../frame/use-admin-search';

const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

/** Midnight at the start of a day on this computer, `days` later. */
function midnight(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

/** What the address says, as the server takes it; a "to" day is included whole. */
export function toAuditFilters(search: AdminSearch): AuditFilters {
  const { q, actor, action, subject, subject_id, from, to } = search;
  return {
    q,
    actor_id: actor,
    action: action && /^[a-z_]+(\.[a-z_]*)*$/.test(action) ? action : undefined,
    subject_type: subject && /^[a-z_]+$/.test(subject) ? subject : undefined,
    subject_id,
    at_from: isDay(from) ? midnight(from, 0) : undefined,
    at_to: isDay(to) ? midnight(to, 1) : undefined,
  };
}

export interface ChangeLine {
  field: string;
  before: unknown;
  after: unknown;
}

export const changeLines = (entry: AuditEntry): ChangeLine[] =>
  Object.entries(entry.changes).map(([field, [before, after]]) => ({
    field: field.replaceAll('_', ' '),
    before,
    after,
  }));

export const SUBJECT_TYPES = [
  'ticket',
  'user',
  'team',
  'session',
  'category',
  'location',
  'resolution_category',
  'setting',
  'sla_policy',
  'sla_calendar',
  'classification_rule',
  'classification_matrix',
  'routing_rule',
  'routing_rules',
  'file',
  'delivery',
  'job',
] as const;
