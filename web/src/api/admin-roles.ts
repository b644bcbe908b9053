import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';

export type RoleRead = components['schemas']['RoleRead'];
export type RoleList = components['schemas']['RoleList'];

const PATH = '/api/admin/roles';

export const roleKeys = { all: ['admin', 'roles'] as const };

export const rolesQuery = () =>
  queryOptions({
    queryKey: roleKeys.all,
    queryFn: ({ signal }) => call<RoleList>('get', PATH, { signal }),
  });

/** `permissions: null` goes back to what the role was shipped with. */
export const updateRole = (
  key: string,
  version: number,
  body: { permissions: string[] | null; reason: string },
) => call<RoleRead>('patch', `${PATH}/${key}`, { body, version });
