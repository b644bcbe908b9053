import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Status = Schemas['StatusRead'];
export type StatusPost = Schemas['StatusPostRead'];
export type StatusService = Schemas['StatusServiceRead'];
export type PostState = Schemas['PostState'];
export type PostKind = Schemas['PostKind'];
export type PostInput = Schemas['StatusPostCreate'];

const PATH = '/api/status';

export const statusKeys = { all: ['status'] as const };

/** Services, what is going on, what is planned. Pushes renew it; so it may be old for minutes without being wrong. */
export const statusQuery = () =>
  queryOptions({
    queryKey: statusKeys.all,
    queryFn: ({ signal }) => call<Status>('get', PATH, { signal }),
    staleTime: 300_000,
  });

export const sayMeToo = (postId: string) => call<void>('put', `${PATH}/posts/${postId}/me-too`);
export const takeBackMeToo = (postId: string) => call<void>('delete', `${PATH}/posts/${postId}/me-too`);
export const subscribe = (wanted: boolean) => call<void>(wanted ? 'put' : 'delete', `${PATH}/subscription`);

export const createPost = (body: PostInput, key: string) =>
  call<StatusPost>('post', `${PATH}/posts`, { body, key });
export const addUpdate = (
  postId: string,
  body: { state: PostState; body: string; next_update_at: string | null },
  key: string,
) => call<StatusPost>('post', `${PATH}/posts/${postId}/updates`, { body, key });
export const addService = (body: { name: string; description: string; position: number }, key: string) =>
  call<StatusService>('post', `${PATH}/services`, { body, key });
export const changeService = (
  { id, version }: StatusService,
  body: { name?: string; description?: string; is_active?: boolean },
) => call<StatusService>('patch', `${PATH}/services/${id}`, { body, version });
