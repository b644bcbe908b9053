import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { type Version, versionsQuery } from '@/api/admin-lab';
import { formatMoment } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { KIND_LABELS, KINDS } from './labels';

const VersionCard = lazy(async () => ({ default: (await import('./VersionCard')).VersionCard }));

export function VersionsPage() {
  const { t } = useLingui();
  const { search, set, open } = useAdminSearch();
  const kind = KINDS.find((one) => one === search.kind) ?? 'routing';
  const source = pagedList<Version>(useInfiniteQuery(versionsQuery(kind)));
  const words = (search.q ?? '').toLowerCase();
  const fits = (one: Version) =>
    `${one.subject ?? ''} ${one.author} ${one.reason}`.toLowerCase().includes(words);
  return (
    <AdminPage
      title={t`Versions`}
      lead={
        <Trans>Everything that ever was in force, who made it so, and why. Any of it can come back.</Trans>
      }
      actions={
        <NativeSelect
          aria-label={t`Versions of`}
          value={kind}
          onChange={(event) => set({ kind: event.currentTarget.value, edit: '', q: '' })}
          data={KINDS.map((value) => ({ value, label: t(KIND_LABELS[value]) }))}
        />
      }
    >
      <ListPanel<Version>
        label={t`Versions, newest first`}
        source={{ ...source, rows: source.rows?.filter(fits) }}
        columns={useColumns()}
        rowId={(one) => one.reference}
        rowName={(one) => `${one.subject ?? ''} ${one.number}`}
        onOpen={(one) => open(one.reference)}
        card={(one) => (
          <ListCard title={`${one.subject ?? t(KIND_LABELS[kind])} ${one.number}`} edit={one.reference}>
            {formatMoment(one.created_at)} · {one.author} {one.reason}
          </ListCard>
        )}
        searchLabel={t`Search versions`}
        empty={{ icon: IconHistoryToggle, title: <Trans>There is no version yet</Trans> }}
      />
      <EditDrawer<Version>
        titles={{ create: t`Version`, edit: t`Version` }}
        rows={source.rows}
        rowId={(one) => one.reference}
        error={source.error}
        onRetry={source.retry}
        size={720}
      >
        {(one) => one && <VersionCard kind={kind} reference={one.reference} />}
      </EditDrawer>
    </AdminPage>
  );
}

function useColumns(): DataColumn<Version>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { id: 'number', header: t`Version`, width: '90px', align: 'end', cell: (one) => one.number },
      {
        id: 'subject',
        header: t`Of`,
        width: 'minmax(120px, 1fr)',
        cell: (one) => one.subject ?? t`All rules`,
      },
      {
        id: 'at',
        header: t`In force since`,
        width: '150px',
        cell: (one) => <span className="numeric">{formatMoment(one.created_at)}</span>,
      },
      { id: 'author', header: t`By`, width: 'minmax(140px, 1fr)', cell: (one) => one.author || '–' },
      { id: 'reason', header: t`Why`, width: 'minmax(200px, 2fr)', cell: (one) => one.reason || '–' },
    ],
    [t],
  );
}
