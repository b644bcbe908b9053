import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { type DeliveryDetail, deliveryQuery } from '@/api/admin-ops';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';

const Mail = lazy(async () => ({ default: (await import('./Mail')).Mail }));

export function DeliveryDrawer() {
  const { t } = useLingui();
  const { search } = useAdminSearch();
  const { data, error, refetch } = useQuery({
    ...deliveryQuery(search.edit ?? ''),
    enabled: search.edit !== undefined,
  });
  return (
    <EditDrawer<DeliveryDetail>
      titles={{ create: t`Mail`, edit: data?.subject ?? t`Mail` }}
      rows={data ? [data] : undefined}
      rowId={(mail) => mail.id}
      error={error}
      onRetry={() => void refetch()}
      size={760}
    >
      {(mail) => mail && <Mail mail={mail} />}
    </EditDrawer>
  );
}
