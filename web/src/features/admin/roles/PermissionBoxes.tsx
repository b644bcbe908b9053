import { useLingui } from '@lingui/react/macro';
import { Checkbox, SimpleGrid } from '@mantine/core';
import type { RoleList, RoleRead } from '@/api/admin-roles';
import { PERMISSION_LABELS } from './labels';
import { lockOf, toggled } from './model';

interface Props {
  /** The shipped role whose rules hold. */
  role: RoleRead;
  permissions: RoleList['permissions'];
  held: string[];
  onChange: (held: string[]) => void;
}

/** What a role may do, to be ticked; what makes the role and what it may never do stands still. */
export function PermissionBoxes({ role, permissions, held, onChange }: Props) {
  const { t } = useLingui();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
      {permissions.map((permission) => {
        const words = PERMISSION_LABELS[permission.key];
        return (
          <Checkbox
            key={permission.key}
            label={words ? t(words) : permission.key}
            checked={held.includes(permission.key)}
            disabled={lockOf(role, permission) !== null}
            onChange={() => onChange(toggled(held, permission.key, permissions))}
          />
        );
      })}
    </SimpleGrid>
  );
}
