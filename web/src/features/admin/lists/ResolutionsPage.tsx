import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { type ListEntry, resolutionCategories } from '@/api/admin-lists';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { StateBadge } from '../frame/StateBadge';
import { wholeList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

const ResolutionForm = lazy(async () => ({ default: (await import('./ResolutionForm')).ResolutionForm }));

export function ResolutionsPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const query = useQuery(resolutionCategories.listQuery());
  const columns = useMemo<DataColumn<ListEntry>[]>(
    () => [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(160px, 2fr)',
        cell: (entry) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600}>
              {entry.name}
            </Text>
            <StateBadge active={entry.is_active} />
          </Group>
        ),
      },
      { id: 'key', header: t`Key`, width: 'minmax(120px, 1fr)', cell: (entry) => entry.key },
    ],
    [t],
  );
  return (
    <AdminPage
      title={t`Resolution categories`}
      lead={<Trans>What agents choose when they resolve a ticket. Reports group by it.</Trans>}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New resolution category</Trans>
        </Button>
      }
    >
      <ListPanel<ListEntry>
        label={t`Resolution categories`}
        source={wholeList(query, search.q, (entry) => [entry.name, entry.key])}
        columns={columns}
        rowId={(entry) => entry.id}
        rowName={(entry) => entry.name}
        onOpen={(entry) => open(entry.id)}
        card={(entry) => (
          <ListCard title={entry.name} edit={entry.id} badges={<StateBadge active={entry.is_active} />} />
        )}
        searchLabel={t`Search resolution categories`}
        empty={{ icon: IconChecklist, title: <Trans>There is none yet</Trans> }}
      />
      <EditDrawer
        titles={{ create: t`New resolution category`, edit: t`Resolution category` }}
        rows={query.data}
        rowId={(entry) => entry.id}
        error={query.error}
        onRetry={() => void query.refetch()}
      >
        {(entry) => <ResolutionForm entry={entry} />}
      </EditDrawer>
    </AdminPage>
  );
}
