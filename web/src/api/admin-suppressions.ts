import { infiniteQueryOptions } from '@tanstack/react-query';
import { call, type Query } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type Suppression = Schemas['SuppressionRead'];
export type Cause = Suppression['cause'];
export type SuppressionInput = Schemas['SuppressionAdd'];

interface Filters extends Query {
  q?: string | undefined;
  cause?: string | undefined;
}

const PATH = '/api/admin/suppressions';

export const suppressionsKey = ['admin', 'suppressions'] as const;

export const suppressionsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    initialPageParam: undefined as string | undefined,
    queryKey: [...suppressionsKey, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Suppression>>('get', PATH, { query: { ...filters, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const suppressAddress = (body: SuppressionInput) => call<Suppression>('post', PATH, { body });
export const liftSuppression = (id: string) => call<Suppression>('post', `${PATH}/${id}/lift`);
