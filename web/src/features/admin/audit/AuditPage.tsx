import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton, Text } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { type AuditEntry, auditQuery, exportAudit } from '@/api/admin-audit';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { saveFile } from '../frame/save-file';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { AuditDrawer } from './AuditDrawer';
import { ChainPanel } from './ChainPanel';
import { toAuditFilters } from './model';

const AuditFilters = lazy(async () => ({ default: (await import('./AuditFilters')).AuditFilters }));

export function AuditPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const filters = toAuditFilters(search);
  const source = pagedList(useInfiniteQuery(auditQuery(filters)));
  return (
    <AdminPage
      title={t`Audit`}
      lead={<Trans>Who changed what, and when. Entries can neither be changed nor deleted.</Trans>}
      actions={<ExportButton filters={filters} />}
    >
      <ChainPanel />
      <Suspense fallback={<Skeleton h={62} mb="sm" />}>
        <AuditFilters />
      </Suspense>
      <ListPanel<AuditEntry>
        label={t`Audit entries, newest first`}
        source={source}
        columns={useColumns()}
        rowId={(entry) => entry.id}
        rowName={(entry) => entry.summary}
        onOpen={(entry) => open(entry.id)}
        card={(entry) => (
          <ListCard title={entry.summary || entry.action} edit={entry.id}>
            {entry.actor.name} · {formatMoment(entry.at)}
          </ListCard>
        )}
        searchLabel={t`Search what happened`}
        empty={{ icon: IconHistory, title: <Trans>Nothing fits</Trans> }}
      />
      <AuditDrawer entries={source.rows} />
    </AdminPage>
  );
}

function ExportButton({ filters }: { filters: Parameters<typeof exportAudit>[0] }) {
  const { t } = useLingui();
  const run = useMutation({
    mutationFn: () => exportAudit(filters),
    onSuccess: (file) => {
      saveFile(file, 'audit.csv');
      toastDone(t`The file is in your downloads. The export is in the audit trail too.`);
    },
    onError: (error) => toastFailed(error, t`The export failed`),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      <Trans>Export as CSV</Trans>
    </Button>
  );
}

function useColumns(): DataColumn<AuditEntry>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t`When`,
        width: '120px',
        cell: (entry) => <span className="numeric">{formatMoment(entry.at)}</span>,
      },
      { id: 'actor', header: t`Who`, width: 'minmax(130px, 1fr)', cell: (entry) => entry.actor.name },
      {
        id: 'summary',
        header: t`What`,
        width: 'minmax(260px, 2.6fr)',
        cell: (entry) => (
          <Text span size="sm" fw={500}>
            {entry.summary || entry.action}
          </Text>
        ),
      },
      {
        id: 'action',
        header: t`Action`,
        width: 'minmax(150px, 1fr)',
        cell: (entry) => (
          <Text span size="sm" c="dimmed">
            {entry.action}
          </Text>
        ),
      },
      { id: 'ip', header: t`From`, width: '110px', cell: (entry) => entry.ip || '–' },
    ],
    [t],
  );
}
