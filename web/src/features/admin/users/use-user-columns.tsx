import { useLingui } from '@lingui/react/macro';
import { Badge, Group, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { User } from '@/api/admin-users';
import { formatMoment } from '@/lib/time';
import { ROLE_LABELS } from '@/ui/labels';
import { PersonChip } from '@/ui/PersonChip';
import type { DataColumn } from '@/ui/table/types';
import { StateBadge } from '../frame/StateBadge';

export function useUserColumns(): DataColumn<User>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(170px, 1.4fr)',
        cell: (user) => (
          <Group gap="xs" wrap="nowrap">
            <PersonChip person={user} />
            <UserBadges user={user} />
          </Group>
        ),
      },
      {
        id: 'email',
        header: t`Email`,
        width: 'minmax(160px, 1.2fr)',
        cell: (user) => <Muted>{user.email}</Muted>,
      },
      {
        id: 'role',
        header: t`Role`,
        width: '104px',
        cell: (user) => user.own_role?.name ?? t(ROLE_LABELS[user.role]),
      },
      {
        id: 'teams',
        header: t`Teams`,
        width: 'minmax(110px, 1fr)',
        cell: (user) => user.teams.map((team) => team.name).join(', '),
      },
      { id: 'location', header: t`Location`, width: '96px', cell: (user) => user.location },
      {
        id: 'seen',
        header: t`Last active`,
        width: '112px',
        cell: (user) => <Muted>{user.last_active_at ? formatMoment(user.last_active_at) : t`never`}</Muted>,
      },
    ],
    [t],
  );
}

export function UserBadges({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <>
      {user.is_vip && (
        <Badge variant="light" color="grape" radius="sm" tt="none">
          {t`VIP`}
        </Badge>
      )}
      {!user.has_password && user.is_active && (
        <Badge variant="light" color="yellow" radius="sm" tt="none">
          {t`Invited`}
        </Badge>
      )}
      <StateBadge active={user.is_active} />
    </>
  );
}

function Muted({ children }: { children: React.ReactNode }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
  );
}
