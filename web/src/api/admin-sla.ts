import { queryOptions } from '@tanstack/react-query';
import { call, collection, type Versioned } from './admin-http';
import type { Facts, Mentioned, Where } from './conditions';
import type { Priority } from './types';

export type CalendarSource = 'always' | 'location' | 'calendar';

/** Seconds of working time; null is not timed. */
export interface PolicyTargets {
  response: number | null;
  resolution: number | null;
}

export interface PolicyInput {
  name: string;
  where: Where;
  targets: PolicyTargets;
  calendar: { source: CalendarSource; calendar_id: string | null };
  /** Warnings, in percent of a target. */
  thresholds: number[];
}

export interface Policy extends Versioned, Omit<PolicyInput, 'calendar'> {
  /** From 1 among the active ones; null where it is switched off. */
  position: number | null;
  calendar: { source: CalendarSource; calendar_id: string | null; calendar: string | null };
  mentioned: Mentioned[];
  is_active: boolean;
}

export interface PreviewFacts extends Facts {
  priority: Priority;
  started_at?: string | undefined;
}

export type LineKind =
  | 'worked'
  | 'closed'
  | 'after_hours'
  | 'holiday'
  | 'exception'
  | 'paused'
  | 'carried'
  | 'more';

/** One line of the explanation of a due date; local times are those of the calendar's zone. */
export interface ExplanationLine {
  kind: LineKind;
  first_day: string;
  last_day: string;
  local_from: string | null;
  local_to: string | null;
  seconds: number;
  total_seconds: number;
  label: string | null;
}

export interface PromisedTarget {
  due_at: string;
  target_seconds: number;
  lines: ExplanationLine[];
}

export interface PolicyPreview {
  policy: string | null;
  calendar: string | null;
  timezone: string | null;
  response: PromisedTarget | null;
  resolution: PromisedTarget | null;
}

export const policies = collection<
  Policy,
  PolicyInput & { position?: number },
  Partial<PolicyInput & { position: number; is_active: boolean }>
>('sla-policies');

export const policyPreviewQuery = (facts: PreviewFacts) =>
  queryOptions({
    queryKey: [...policies.keys.all, 'preview', facts] as const,
    queryFn: ({ signal }) =>
      call<PolicyPreview>('post', '/api/admin/sla-policies/preview', { body: { facts }, signal }),
  });
