import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, callForFile } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];
export type LabKind = Schemas['Kind'];
export type DraftState = Schemas['DraftState'];
export type RunState = Schemas['RunState'];
export type What = Schemas['What'];
export type DraftCard = Schemas['DraftCard'];
export type Draft = Schemas['DraftRead'];
export type Difference = Schemas['DifferenceRead'];
export type RunCard = Schemas['BacktestCard'];
export type Run = Schemas['BacktestRead'];
export type RunSummary = Schemas['SummaryRead'];
export type Load = Schemas['LoadRead'];
export type ChangedTicket = Schemas['ChangeRead'];
export type Fate = Schemas['FateRead'];
export type Version = Schemas['VersionRead'];
export type VersionDetail = Schemas['VersionDetail'];

const DRAFTS = '/api/admin/rule-drafts';
const RUNS = '/api/admin/backtests';
const VERSIONS = '/api/admin/rule-versions';

export const labKeys = { all: ['admin', 'lab'] as const };

function paged<T>(key: readonly unknown[], path: string, query: Record<string, string | undefined> = {}) {
  return infiniteQueryOptions({
    queryKey: [...labKeys.all, ...key, path, query] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<T>>('get', path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export const draftsQuery = (kind: string | undefined, state: string | undefined) =>
  paged<DraftCard>(['drafts'], DRAFTS, { kind, state });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: [...labKeys.all, 'draft', id] as const,
    queryFn: ({ signal }) => call<Draft>('get', `${DRAFTS}/${id}`, { signal }),
  });

export interface NewDraft {
  kind: LabKind;
  name: string;
  reason: string;
  from_version?: string | undefined;
}

export const beginDraft = (body: NewDraft, key: string) => call<Draft>('post', DRAFTS, { body, key });

export const activateDraft = (
  { id, version }: Draft,
  body: { reason: string; at?: string | undefined; overwrite?: boolean },
) => call<Draft>('post', `${DRAFTS}/${id}/activate`, { body, version });

export const unscheduleDraft = ({ id, version }: Draft) =>
  call<Draft>('post', `${DRAFTS}/${id}/unschedule`, { version });

export const discardDraft = ({ id, version }: Draft) => call<void>('delete', `${DRAFTS}/${id}`, { version });

export const runsQuery = (draft: string) => paged<RunCard>(['runs'], RUNS, { draft_id: draft });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: [...labKeys.all, 'run', id] as const,
    queryFn: ({ signal }) => call<Run>('get', `${RUNS}/${id}`, { signal }),
  });

export const startRun = (draft: string, from: string, to: string, key: string) =>
  call<Run>('post', RUNS, { body: { draft_id: draft, period_from: from, period_to: to }, key });

export const cancelRun = (id: string) => call<Run>('post', `${RUNS}/${id}/cancel`);

export const loadsQuery = (id: string) =>
  queryOptions({
    queryKey: [...labKeys.all, 'run', id, 'loads'] as const,
    queryFn: async ({ signal }) =>
      (await call<{ items: Load[] }>('get', `${RUNS}/${id}/loads`, { signal })).items,
  });

export const changesQuery = (id: string, what: string | undefined) =>
  paged<ChangedTicket>(['run', id, 'changes'], `${RUNS}/${id}/changes`, { what });

export const changesFile = (id: string, what: string | undefined) =>
  callForFile('get', `${RUNS}/${id}/changes.csv`, { what });

export const versionsQuery = (kind: LabKind) => paged<Version>(['versions', kind], `${VERSIONS}/${kind}`);

export const versionQuery = (kind: LabKind, reference: string) =>
  queryOptions({
    queryKey: [...labKeys.all, 'versions', kind, 'one', reference] as const,
    queryFn: ({ signal }) => call<VersionDetail>('get', `${VERSIONS}/${kind}/${reference}`, { signal }),
  });

export const restoreVersion = (kind: LabKind, reference: string, reason: string) =>
  call<void>('post', `${VERSIONS}/${kind}/${reference}/restore`, { body: { reason } });
