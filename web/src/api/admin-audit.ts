import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, callForFile, type Query } from './admin-http';
import type { Page } from './types';

export interface AuditEntry {
  id: string;
  seq: number;
  at: string;
  actor: { id: string | null; name: string; kind: string };
  action: string;
  subject: { type: string; id: string };
  parent: { type: string; id: string } | null;
  /** Field to its value before and after. */
  changes: Record<string, [unknown, unknown]>;
  details: Record<string, unknown>;
  summary: string;
  ip: string;
  user_agent: string;
  request_id: string;
}

export interface AuditFilters extends Query {
  actor_id?: string | undefined;
  action?: string | undefined;
  subject_type?: string | undefined;
  subject_id?: string | undefined;
  at_from?: string | undefined;
  at_to?: string | undefined;
  q?: string | undefined;
}

const PATH = '/api/admin/audit';

export const auditKeys = { all: ['admin', 'audit'] as const };

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: [...auditKeys.all, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<AuditEntry>>('get', PATH, { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What the filters show, as a file; the export itself is audited. */
export const exportAudit = (filters: AuditFilters) => callForFile('post', `${PATH}/export`, filters);

export interface AuditProblem {
  finding: string;
  block: number;
  seq: number | null;
  detail: string;
}

/** How the seal over the trail stands; `waiting` entries are not sealed yet. */
export interface AuditChain {
  head: { number: number; mac: string; sealed_at: string } | null;
  waiting: number;
  anchor: { number: number; at: string } | null;
  anchor_fault: string | null;
  verification: {
    at: string;
    blocks: number;
    entries: number;
    seconds: number;
    problem_count: number;
    problems: AuditProblem[];
  } | null;
  /** Where the trail begins rightly, once earlier entries were let go. */
  begins: { first_block: number; at: string; until: string | null; archive: string | null } | null;
}

const CHAIN_POLL_MS = 5000;

export const chainQuery = () =>
  queryOptions({
    queryKey: [...auditKeys.all, 'chain'] as const,
    queryFn: ({ signal }) => call<AuditChain>('get', `${PATH}/chain`, { signal }),
    refetchInterval: CHAIN_POLL_MS,
  });

/** Has the whole trail verified in the background. */
export const verifyChain = () => call<null>('post', `${PATH}/verify`);
