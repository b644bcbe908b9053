import { useLingui } from '@lingui/react/macro';
import type { User } from '@/api/admin-users';
import { ROLE_LABELS } from '@/ui/labels';
import { ListCard } from '../frame/ListCard';
import { UserBadges } from './use-user-columns';

export function UserCard({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <ListCard title={user.name} edit={user.id} badges={<UserBadges user={user} />}>
      <div>{user.email}</div>
      {[
        user.own_role?.name ?? t(ROLE_LABELS[user.role]),
        user.location,
        ...user.teams.map((team) => team.name),
      ]
        .filter(Boolean)
        .join(' · ')}
    </ListCard>
  );
}
