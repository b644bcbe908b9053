import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import { IconMailCheck, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Suppression, suppressionsQuery } from '@/api/admin-suppressions';
import { formatMoment } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import { CAUSE_COLORS, CAUSE_LABELS, CAUSES } from './causes';
import { SuppressionDrawer } from './SuppressionDrawer';

/** Addresses that get no mail: where nobody is, and those an administrator named. */
export function SuppressionsPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const source = pagedList(useInfiniteQuery(suppressionsQuery({ q: search.q, cause: search.cause })));
  return (
    <AdminPage
      title={t`Suppressed addresses`}
      lead={
        <Trans>
          No mail goes to these addresses: mails came back for good, or somebody said so. The outbox shows
          what was not sent.
        </Trans>
      }
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => open(NEW)}>
          <Trans>Suppress an address</Trans>
        </Button>
      }
    >
      <ListPanel<Suppression>
        label={t`Suppressed addresses`}
        source={source}
        columns={useColumns()}
        rowId={(row) => row.id}
        rowName={(row) => row.address}
        onOpen={(row) => open(row.id)}
        card={(row) => (
          <ListCard title={row.address} edit={row.id} badges={<CauseBadge cause={row.cause} />}>
            {row.detail || formatMoment(row.suppressed_at)}
          </ListCard>
        )}
        searchLabel={t`Search address or reason`}
        filters={[
          {
            key: 'cause',
            label: t`Any cause`,
            options: CAUSES.map((value) => ({ value, label: t(CAUSE_LABELS[value]) })),
          },
        ]}
        empty={{
          icon: IconMailCheck,
          title: <Trans>Mail goes everywhere</Trans>,
          text: (
            <Trans>An address at which a mail server says nobody is there shows up here by itself.</Trans>
          ),
        }}
      />
      <SuppressionDrawer rows={source.rows} />
    </AdminPage>
  );
}

export function CauseBadge({ cause }: { cause: Suppression['cause'] }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={CAUSE_COLORS[cause]} radius="sm" tt="none">
      {t(CAUSE_LABELS[cause])}
    </Badge>
  );
}

function useColumns(): DataColumn<Suppression>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t`Since`,
        width: '120px',
        cell: (row) => <span className="numeric">{formatMoment(row.suppressed_at)}</span>,
      },
      { id: 'cause', header: t`Cause`, width: '130px', cell: (row) => <CauseBadge cause={row.cause} /> },
      {
        id: 'address',
        header: t`Address`,
        width: 'minmax(200px, 1.4fr)',
        cell: (row) => (
          <Text span size="sm" fw={500}>
            {row.address}
          </Text>
        ),
      },
      { id: 'detail', header: t`Reason`, width: 'minmax(200px, 2fr)', cell: (row) => row.detail || '–' },
      {
        id: 'by',
        header: t`Said by`,
        width: 'minmax(110px, 0.8fr)',
        cell: (row) => row.added_by ?? <Trans>Mail server</Trans>,
      },
    ],
    [t],
  );
}
