import { queryOptions } from '@tanstack/react-query';
import { call, collection, type Versioned } from './admin-http';
import type { Facts, Mentioned, Where } from './conditions';
import type { NamedRef, Priority } from './types';

export type CalendarSource = 'always' | 'location' | 'calendar';

/** Seconds of working time; null is not timed. */
export interface PolicyTargets {
  response: number | null;
  resolution: number | null;
  /** No silence longer than. */
  update: number | null;
  /** How long one team may have the ticket. */
  ola: number | null;
}

export type Metric = keyof PolicyTargets;
export type PauseWord = 'new' | 'reopened' | 'pending' | 'user' | 'vendor' | 'change' | 'approval';
export type OnReopen = 'resume' | 'restart';
export type OnPriorityChange = 'as_if_always' | 'from_now' | 'restart';
export type Recipient = 'assignee' | 'team_lead' | 'team_manager' | 'requester_manager' | 'watchers';
export type Raise = 'one_higher' | 'P1' | 'P2' | 'P3';

export interface PolicyOptions {
  pause_on: Record<Metric, PauseWord[]>;
  on_reopen: OnReopen;
  on_priority_change: OnPriorityChange;
}

export interface LevelInput {
  name: string;
  metric: Metric;
  /** Of the target; beyond 100 it is overdue already. */
  percent: number;
  recipients: Recipient[];
  people: string[];
  team_id: string | null;
  agent_id: string | null;
  priority: Raise | null;
  watchers: string[];
}

export interface Level extends Omit<LevelInput, 'people' | 'team_id' | 'agent_id' | 'watchers'> {
  people: NamedRef[];
  team: NamedRef | null;
  agent: NamedRef | null;
  watchers: NamedRef[];
}

export interface PolicyInput {
  name: string;
  where: Where;
  targets: PolicyTargets;
  calendar: { source: CalendarSource; calendar_id: string | null };
  /** Warnings, in percent of a target. */
  thresholds: number[];
  options: PolicyOptions;
  escalations: LevelInput[];
  reason: string;
}

export interface Policy extends Versioned, Omit<PolicyInput, 'calendar' | 'escalations' | 'reason'> {
  escalations: Level[];
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
  /** Of the local times: a site’s own where several take turns. */
  timezone: string;
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
