import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type User, userListQuery } from '@/api/admin-users';
import { referenceQuery } from '@/api/reference';
import { ROLE_LABELS } from '@/ui/labels';
import { AdminPage } from '../frame/AdminPage';
import { ListPanel } from '../frame/ListPanel';
import { ROLES } from '../frame/roles';
import { pagedList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import { UserCard } from './UserCard';
import { UserDrawer } from './UserDrawer';
import { useUserColumns } from './use-user-columns';

export function UsersPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const filters = {
    q: search.q,
    role: search.role,
    team: search.team,
    active: search.active,
    invited: search.invited,
  };
  const query = useInfiniteQuery(userListQuery(filters));
  const columns = useUserColumns();
  return (
    <AdminPage
      title={t`Users`}
      lead={<Trans>Who may sign in, and what they may do.</Trans>}
      actions={
        <Button leftSection={<IconUserPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>Add a person</Trans>
        </Button>
      }
    >
      <ListPanel<User>
        label={t`Users`}
        source={pagedList(query)}
        columns={columns}
        rowId={(user) => user.id}
        rowName={(user) => user.name}
        onOpen={(user) => open(user.id)}
        card={(user) => <UserCard user={user} />}
        searchLabel={t`Search by name or address`}
        filters={useUserFilters()}
        empty={{
          icon: IconUsers,
          title: <Trans>Nobody is here yet</Trans>,
          text: <Trans>Add the first person; they are mailed a link to choose a password.</Trans>,
        }}
      />
      <UserDrawer />
    </AdminPage>
  );
}

function useUserFilters() {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  return useMemo(
    () => [
      {
        key: 'role',
        label: t`Any role`,
        options: ROLES.map((role) => ({ value: role, label: t(ROLE_LABELS[role]) })),
      },
      {
        key: 'team',
        label: t`Any team`,
        options: (data?.teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        key: 'active',
        label: t`Active and inactive`,
        options: [
          { value: 'true', label: t`Active` },
          { value: 'false', label: t`Inactive` },
        ],
      },
      {
        key: 'invited',
        label: t`Invited or not`,
        options: [{ value: 'true', label: t`Invitation not used yet` }],
      },
    ],
    [data, t],
  );
}
