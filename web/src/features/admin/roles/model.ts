import type { RoleList, RoleRead } from '@/api/admin-roles';

type Permission = RoleList['permissions'][number];

/** Why a box of a role is not for ticking, or null. */
export function lockOf(role: RoleRead, permission: Permission): 'fixed' | 'must' | 'never' | null {
  if (role.is_fixed) return 'fixed';
  if (role.must_hold.includes(permission.key)) return 'must';
  if (role.must_not_hold.includes(permission.key) || permission.administrators_only) return 'never';
  return null;
}

/** What is held after one box was ticked or cleared: what it needs comes along, what needs it goes. */
export function toggled(held: readonly string[], key: string, permissions: readonly Permission[]): string[] {
  const needs = new Map(permissions.map((one) => [one.key, one.needs]));
  const next = new Set(held);
  if (next.delete(key)) return settle(next, needs);
  const add = (one: string): void => {
    next.add(one);
    needs.get(one)?.forEach(add);
  };
  add(key);
  return [...next].toSorted();
}

/** Take away whatever lost something that it needs, until nothing does. */
function settle(held: Set<string>, needs: Map<string, string[]>): string[] {
  const lacking = [...held].find((one) => needs.get(one)?.some((other) => !held.has(other)));
  if (lacking === undefined) return [...held].toSorted();
  held.delete(lacking);
  return settle(held, needs);
}

/** What a new role starts with: what the role it is built on may do now. */
export const onBase = (base: string, roles: readonly RoleRead[]): string[] =>
  roles.find((one) => one.key === base)?.permissions ?? [];
