import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import { client, data } from './client';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type Approval = Schemas['ApprovalRead'];
export type ApprovalStep = Schemas['ApprovalStepRead'];
export type ApprovalFact = Schemas['ApprovalFactRead'];
export type ApprovalState = Schemas['Standing'];
export type ApprovalView = Schemas['ApprovalView'];
export type Vote = Schemas['Vote'];
export type Delegation = Schemas['DelegationRead'];
export type DelegationInput = Schemas['DelegationCreate'];
export type Letter = Schemas['LetterRead'];

const PATH = '/api/approvals';

export const approvalKeys = {
  all: ['approvals'] as const,
  list: (view: ApprovalView) => ['approvals', 'list', view] as const,
  delegations: ['approvals', 'delegations'] as const,
};

export const approvalsQuery = (view: ApprovalView) =>
  infiniteQueryOptions({
    queryKey: approvalKeys.list(view),
    queryFn: ({ signal, pageParam }) =>
      call<Page<Approval>>('get', PATH, { query: { view, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export interface Decision {
  vote: Vote;
  reason: string;
  for_id?: string | undefined;
}

export const decideApproval = (id: string, decision: Decision) =>
  call<Approval>('post', `${PATH}/${id}/decide`, { body: decision });

export const delegationsQuery = () =>
  queryOptions({
    queryKey: approvalKeys.delegations,
    queryFn: async ({ signal }) =>
      (await call<Page<Delegation>>('get', `${PATH}/delegations`, { signal })).items,
  });

export const addDelegation = (body: DelegationInput, key: string) =>
  call<Delegation>('post', `${PATH}/delegations`, { body, key });

export const revokeDelegation = (id: string) => call<void>('delete', `${PATH}/delegations/${id}`);

export const readLetter = (token: string) => data(client.POST('/api/approval-letters', { body: { token } }));

export const decideLetter = (token: string, vote: Vote, reason: string) =>
  data(client.POST('/api/approval-letters/decide', { body: { token, vote, reason } }));
