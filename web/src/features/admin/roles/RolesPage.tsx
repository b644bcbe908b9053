import { Trans, useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '@/api/admin-roles';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { OwnRolesPanel } from './OwnRolesPanel';
import { RoleCard } from './RoleCard';

export function RolesPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(rolesQuery());
  return (
    <AdminPage
      title={t`Roles`}
      lead={
        <Trans>
          What each role may do. A change is in force for everybody who has the role within seconds, and is
          kept in the audit trail with your reason.
        </Trans>
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="lg" maw={860}>
        {data && <OwnRolesPanel shipped={data} />}
        {data?.items.map((role) => (
          <RoleCard key={role.key} role={role} permissions={data.permissions} />
        ))}
      </Stack>
    </AdminPage>
  );
}
