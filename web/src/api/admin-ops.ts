import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, type Query } from './admin-http';
import type { Page } from './types';

export type DeliveryState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'kept'
  | 'failed'
  | 'held'
  | 'merged'
  | 'withheld'
  | 'suppressed';

export interface Delivery {
  id: string;
  recipient_id: string;
  recipient_name: string;
  address: string;
  template: string;
  locale: string;
  subject: string;
  state: DeliveryState;
  attempts: number;
  /** Attempts that broke off after the mail may have left. */
  ambiguous_sends: number;
  last_error: string | null;
  message_id: string;
  created_at: string;
  sent_at: string | null;
}

export interface DeliveryDetail extends Delivery {
  html: string;
  text: string;
}

export interface DeliveryFilters extends Query {
  q?: string | undefined;
  state?: string | undefined;
}

export type JobState = 'ready' | 'running' | 'parked';

export interface Job {
  id: number;
  name: string;
  state: JobState;
  args: Record<string, unknown>;
  lock_key: string | null;
  run_at: string;
  attempts: number;
  last_error: string | null;
  created_at: string;
}

export interface JobCount {
  name: string;
  state: JobState;
  count: number;
  oldest_run_at: string;
}

export type Verdict = 'ok' | 'warning' | 'failing';

export interface HealthCheck {
  name: string;
  verdict: Verdict;
  detail: string;
  value: number | null;
  unit: string | null;
}

export interface Health {
  verdict: Verdict;
  version: string;
  checked_at: string;
  worker_seen_at: string | null;
  checks: HealthCheck[];
}

const OUTBOX = '/api/admin/outbox';
const JOBS = '/api/admin/jobs';

export const opsKeys = {
  outbox: ['admin', 'outbox'] as const,
  jobs: ['admin', 'jobs'] as const,
  health: ['admin', 'health'] as const,
};

const paged = { initialPageParam: undefined as string | undefined };

export const outboxQuery = (filters: DeliveryFilters) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: [...opsKeys.outbox, 'list', filters] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Delivery>>('get', OUTBOX, { query: { ...filters, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...opsKeys.outbox, 'detail', id] as const,
    queryFn: ({ signal }) => call<DeliveryDetail>('get', `${OUTBOX}/${id}`, { signal }),
  });

export const resendDelivery = (id: string) => call<Delivery>('post', `${OUTBOX}/${id}/resend`);

export const jobsQuery = (filters: { state?: string | undefined; name?: string | undefined }) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: [...opsKeys.jobs, 'list', filters] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Job>>('get', JOBS, { query: { ...filters, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const jobSummaryQuery = () =>
  queryOptions({
    queryKey: [...opsKeys.jobs, 'summary'] as const,
    queryFn: async ({ signal }) =>
      (await call<{ items: JobCount[] }>('get', `${JOBS}/summary`, { signal })).items,
    refetchInterval: 15_000,
  });

export const retryJob = (id: number) => call<Job>('post', `${JOBS}/${id}/retry`);

export const healthQuery = () =>
  queryOptions({
    queryKey: opsKeys.health,
    queryFn: ({ signal }) => call<Health>('get', '/api/admin/health', { signal }),
    refetchInterval: 15_000,
  });
