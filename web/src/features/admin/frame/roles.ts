import { useLingui } from '@lingui/react/macro';
import type { OwnRole } from '@/api/admin-own-roles';
import type { Role } from '@/api/types';
import { ROLE_LABELS } from '@/ui/labels';

export const ROLES: Role[] = ['end_user', 'it_agent', 'it_manager', 'system_admin'];

/** What somebody is: a shipped role, or the own role that is built on it. */
interface ChosenRole {
  role: Role;
  own_role_id: string | null;
}

/** The role as a list of roles names it: the organisation's own by its id, else the shipped one. */
export const roleOf = ({ role, own_role_id }: ChosenRole): string => own_role_id ?? role;

/** What was chosen from such a list. */
export function chooseRole(
  value: string,
  own: readonly OwnRole[],
  chosen: readonly ChosenRole[] = [],
): ChosenRole {
  const kept = chosen.find(({ own_role_id }) => own_role_id === value);
  if (kept) return { role: kept.role, own_role_id: kept.own_role_id };
  const one = own.find(({ id }) => id === value);
  return { role: one?.base ?? (value as Role), own_role_id: one?.id ?? null };
}

/**
 * The four roles that are shipped, and the organisation's own where there are any.
 * `chosen` are roles that must be among them: whoever may not read the list of own roles still sees that one is given.
 */
export function useRoleChoices(own: readonly OwnRole[], chosen: readonly ChosenRole[] = []) {
  const { t } = useLingui();
  const shipped = ROLES.map((value) => ({ value: value as string, label: t(ROLE_LABELS[value]) }));
  const named = own.map(({ id, name }) => ({ value: id, label: name }));
  const unread = new Set(chosen.map(({ own_role_id }) => own_role_id).filter((id) => id !== null));
  for (const { value } of named) unread.delete(value);
  const items = [...named, ...[...unread].map((value) => ({ value, label: t`A role of your own` }))];
  return items.length === 0 ? shipped : [...shipped, { group: t`Roles of your own`, items }];
}
