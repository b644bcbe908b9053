import type {
  CalendarSource,
  LevelInput,
  Policy,
  PolicyInput,
  PolicyOptions,
  PreviewFacts,
} from '@/api/admin-sla';
import type { Facts, Where } from '@/api/conditions';
import { EVERY_TICKET, editable, tidy } from '../rules/where/model';
import { SHIPPED_OPTIONS, toLevelInput } from './course';

export interface PolicyValues {
  name: string;
  where: Where;
  /** Seconds of working time; null is not timed. */
  response: number | null;
  resolution: number | null;
  update: number | null;
  ola: number | null;
  options: PolicyOptions;
  levels: LevelInput[];
  source: CalendarSource;
  calendar_id: string | null;
  /** Percent, as typed. */
  thresholds: string[];
  reason: string;
}

export const EMPTY_POLICY: PolicyValues = {
  name: '',
  where: EVERY_TICKET,
  response: 4 * 3600,
  resolution: 24 * 3600,
  update: null,
  ola: null,
  options: SHIPPED_OPTIONS,
  levels: [],
  source: 'location',
  calendar_id: null,
  thresholds: ['80'],
  reason: '',
};

export const toPolicyValues = (policy: Policy): PolicyValues => ({
  name: policy.name,
  where: editable(policy.where),
  ...policy.targets,
  options: policy.options,
  levels: policy.escalations.map(toLevelInput),
  source: policy.calendar.source,
  calendar_id: policy.calendar.calendar_id,
  thresholds: policy.thresholds.map(String),
  reason: '',
});

export function toPolicyInput(values: PolicyValues): PolicyInput {
  const { name, where, response, resolution, update, ola, options, levels } = values;
  const { source, calendar_id, thresholds, reason } = values;
  return {
    name: name.trim(),
    where: tidy(where),
    targets: { response, resolution, update, ola },
    calendar: { source, calendar_id: source === 'calendar' ? calendar_id : null },
    thresholds: thresholds.map(Number).sort((a, b) => a - b),
    options,
    escalations: levels.map((level) => ({ ...level, name: level.name.trim() })),
    reason: reason.trim(),
  };
}

export const isThreshold = (text: string): boolean => /^[1-9]\d?$/.test(text.trim());

/** The form's field for one of the server's: `targets.response` is `response`. */
export function policyField(serverField: string): string | undefined {
  if (serverField === 'targets') return 'response';
  if (serverField.startsWith('escalations')) return 'levels';
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

export interface PreviewValues extends Facts {
  /** Of a date-time field: local to this computer, empty for now. */
  start: string;
}

export function toPreview({ start, ...facts }: PreviewValues): PreviewFacts {
  const moment = start ? new Date(start) : null;
  return {
    ...facts,
    priority: facts.priority ?? 'P4',
    started_at: moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined,
  };
}

/** A moment as a date-time field takes it: local, to the minute. */
export function localInput(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
