import { collection } from './admin-http';
import { roleKeys } from './admin-roles';
import type { components } from './schema';

export type OwnRole = components['schemas']['OwnRoleRead'];

interface Told {
  name: string;
  description: string;
  permissions: string[];
  reason: string;
}

/** Roles of the organisation's own; below the key of all roles, so that one piece of news renews both. */
export const ownRoles = collection<OwnRole, Told & { base: OwnRole['base'] }, Told>(
  'own-roles',
  '/api/admin/own-roles',
  [...roleKeys.all, 'own'],
);
