import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { userQuery } from '@/api/admin-users';
import { EditDrawer } from '../frame/EditDrawer';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

const UserForm = lazy(async () => ({ default: (await import('./UserForm')).UserForm }));

/** The person is fetched by id: a link to somebody far down the list works too. */
export function UserDrawer() {
  const { t } = useLingui();
  const { search } = useAdminSearch();
  const id = search.edit;
  const query = useQuery({ ...userQuery(id ?? ''), enabled: id !== undefined && id !== NEW });
  return (
    <EditDrawer
      titles={{ create: t`Add a person`, edit: query.data?.name ?? t`Person` }}
      rows={query.data ? [query.data] : undefined}
      rowId={(user) => user.id}
      error={query.error}
      onRetry={() => void query.refetch()}
    >
      {(user) => <UserForm user={user} />}
    </EditDrawer>
  );
}
