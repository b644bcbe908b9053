import type { CalendarSource, Policy, PolicyInput, PreviewFacts } from '@/api/admin-sla';
import type { Priority, TicketType } from '@/api/types';

export interface PolicyValues {
  name: string;
  priorities: Priority[];
  types: TicketType[];
  categories: string[];
  subcategories: string[];
  locations: string[];
  departments: string[];
  /** Seconds of working time; null is not timed. */
  response: number | null;
  resolution: number | null;
  source: CalendarSource;
  calendar_id: string | null;
  /** Percent, as typed. */
  thresholds: string[];
}

export const EMPTY_POLICY: PolicyValues = {
  name: '',
  priorities: [],
  types: [],
  categories: [],
  subcategories: [],
  locations: [],
  departments: [],
  response: 4 * 3600,
  resolution: 24 * 3600,
  source: 'location',
  calendar_id: null,
  thresholds: ['80'],
};

export const toPolicyValues = (policy: Policy): PolicyValues => ({
  name: policy.name,
  ...policy.conditions,
  ...policy.targets,
  source: policy.calendar.source,
  calendar_id: policy.calendar.calendar_id,
  thresholds: policy.thresholds.map(String),
});

export function toPolicyInput(values: PolicyValues): PolicyInput {
  const { name, response, resolution, source, calendar_id, thresholds, ...conditions } = values;
  return {
    name: name.trim(),
    conditions,
    targets: { response, resolution },
    calendar: { source, calendar_id: source === 'calendar' ? calendar_id : null },
    thresholds: thresholds.map(Number).sort((a, b) => a - b),
  };
}

export const isThreshold = (text: string): boolean => /^[1-9]\d?$/.test(text.trim());

/** The form's field for one of the server's: `targets.response` is `response`. */
export function policyField(serverField: string): string | undefined {
  if (serverField === 'targets') return 'response';
  if (serverField === 'calendar') return 'source';
  return undefined;
}

export interface Duration {
  hours: number | null;
  minutes: number | null;
}

export const splitSeconds = (seconds: number | null): Duration =>
  seconds === null
    ? { hours: null, minutes: null }
    : { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60) };

/** Null where both are empty: then the target is not timed. */
export const joinSeconds = ({ hours, minutes }: Duration): number | null =>
  hours === null && minutes === null ? null : (hours ?? 0) * 3600 + (minutes ?? 0) * 60;

export interface PreviewValues {
  priority: Priority;
  type: TicketType;
  category: string;
  location: string;
  /** Of a date-time field: local to this computer, empty for now. */
  start: string;
}

export function toFacts({ priority, type, category, location, start }: PreviewValues): PreviewFacts {
  const moment = start ? new Date(start) : null;
  return {
    priority,
    type,
    category: category || undefined,
    location: location || undefined,
    started_at: moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined,
  };
}
