import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, type Query, type Versioned } from './admin-http';
import type { NamedRef, Page, Role } from './types';

export interface User extends Versioned {
  email: string;
  name: string;
  role: Role;
  /** A role of the organisation's own that is built on `role`. */
  own_role: NamedRef | null;
  is_active: boolean;
  is_vip: boolean;
  department: string | null;
  job_title: string | null;
  location: string | null;
  manager: NamedRef | null;
  teams: NamedRef[];
  timezone: string;
  locale: string;
  has_password: boolean;
  has_second_factor: boolean;
  /** An invitation that was not used yet works until then. */
  invited_until: string | null;
  last_active_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface UserInput {
  email: string;
  name: string;
  role: Role;
  own_role_id: string | null;
  is_vip: boolean;
  department: string | null;
  job_title: string | null;
  location: string | null;
  manager_id: string | null;
  timezone: string;
  /** Left out, the person is mailed a link to choose one. */
  password?: string | undefined;
}

export interface UserFilters extends Query {
  q?: string | undefined;
  role?: string | undefined;
  team?: string | undefined;
  active?: string | undefined;
  invited?: string | undefined;
}

const PATH = '/api/users';

export const userKeys = {
  all: ['users'] as const,
  list: (filters: UserFilters) => ['users', 'list', filters] as const,
  names: (filters: UserFilters) => ['users', 'names', filters] as const,
  detail: (id: string) => ['users', 'detail', id] as const,
};

export const userListQuery = (filters: UserFilters) =>
  infiniteQueryOptions({
    queryKey: userKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      call<Page<User>>('get', PATH, { query: { ...filters, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The first people whose name fits what was typed. */
export const peopleQuery = (filters: UserFilters) =>
  queryOptions({
    queryKey: userKeys.names(filters),
    queryFn: async ({ signal }) =>
      (await call<Page<NamedRef>>('get', PATH, { query: { ...filters, active: 'true', limit: 30 }, signal }))
        .items,
    staleTime: 60_000,
  });

const at = (id: string) => `${PATH}/${id}`;

export const readUser = (id: string) => call<User>('get', at(id));
export const userQuery = (id: string) =>
  queryOptions({ queryKey: userKeys.detail(id), queryFn: () => readUser(id) });
export const createUser = (body: UserInput, key: string) => call<User>('post', PATH, { body, key });
export const updateUser = (id: string, version: number, body: Partial<UserInput>) =>
  call<User>('patch', at(id), { body, version });
export const deactivateUser = (id: string) => call<User>('post', `${at(id)}/deactivate`);
export const activateUser = (id: string) => call<User>('post', `${at(id)}/activate`);
export const inviteUser = (id: string) => call<void>('post', `${at(id)}/invitation`);
export const withdrawInvitation = (id: string) => call<void>('delete', `${at(id)}/invitation`);
export const resetSecondFactor = (id: string) => call<void>('delete', `${at(id)}/second-factor`);
export const signUserOut = (id: string) => call<void>('post', `${at(id)}/sign-out`);
