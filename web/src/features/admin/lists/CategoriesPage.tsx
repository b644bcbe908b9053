import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { IconCategory, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { categories } from '@/api/admin-lists';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import { CategoryNode } from './CategoryNode';
import { searchTree, treeOf } from './model';
import { useMoveCategory } from './use-move-category';

const CategoryForm = lazy(async () => ({ default: (await import('./CategoryForm')).CategoryForm }));

export function CategoriesPage() {
  const { t } = useLingui();
  const { search, set, open } = useAdminSearch();
  const { data, isPending, error, refetch } = useQuery(categories.listQuery());
  const move = useMoveCategory(data ?? []);
  const nodes = searchTree(treeOf(data ?? []), search.q ?? '');
  return (
    <AdminPage
      title={t`Categories`}
      lead={<Trans>What requests are about. Rules, policies and reports hold on to them.</Trans>}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New category</Trans>
        </Button>
      }
    >
      <FilterBar
        search={search.q ?? ''}
        onSearch={(q) => set({ q })}
        searchLabel={t`Search categories`}
        onClear={() => set({ q: '' })}
      />
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && nodes.length === 0 && (
        <EmptyState
          icon={IconCategory}
          title={
            search.q ? <Trans>No category fits your search</Trans> : <Trans>There is no category yet</Trans>
          }
        />
      )}
      <Stack gap="sm">
        {nodes.map((node, index) => (
          <CategoryNode
            key={node.entry.id}
            node={node}
            move={search.q ? null : move}
            isFirst={index === 0}
            isLast={index === nodes.length - 1}
          />
        ))}
      </Stack>
      <EditDrawer
        titles={{ create: t`New category`, edit: t`Category` }}
        rows={data}
        rowId={(entry) => entry.id}
        error={error}
        onRetry={() => void refetch()}
      >
        {(entry) => <CategoryForm entry={entry} all={data ?? []} />}
      </EditDrawer>
    </AdminPage>
  );
}
