import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Badge, Text } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  type HeldFile,
  type HeldState,
  heldFilesQuery,
  type ScannerState,
  scannerQuery,
} from '@/api/admin-quarantine';
import { formatBytes, formatMoment } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { HeldFileDrawer } from './HeldFileDrawer';
import { HELD_COLORS, HELD_LABELS, HELD_STATES } from './labels';

/** Files that nobody may open: what was found in them, and what may be done about it. */
export function QuarantinePage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const scanner = useQuery(scannerQuery());
  const source = pagedList<HeldFile>(useInfiniteQuery(heldFilesQuery({ state: search.state })));
  const fits = (file: HeldFile) =>
    `${file.name} ${file.detail ?? ''} ${file.uploaded_by ?? ''}`
      .toLowerCase()
      .includes(search.q?.toLowerCase() ?? '');
  const files = { ...source, rows: source.rows?.filter(fits) };
  return (
    <AdminPage
      title={t`Quarantine`}
      lead={<Trans>Files that are held back until they are scanned, released or deleted.</Trans>}
    >
      {scanner.data && <Scanner state={scanner.data} />}
      <ListPanel<HeldFile>
        label={t`Held files`}
        source={search.q ? { ...files, total: undefined } : files}
        columns={useColumns()}
        rowId={(file) => file.id}
        rowName={(file) => file.name}
        onOpen={(file) => open(file.id)}
        card={(file) => (
          <ListCard title={file.name} edit={file.id} badges={<HeldBadge state={file.scan_state} />}>
            {file.detail ?? formatMoment(file.created_at)}
          </ListCard>
        )}
        searchLabel={t`Search name or finding`}
        filters={[
          {
            key: 'state',
            label: t`Any state`,
            options: HELD_STATES.map((value) => ({ value, label: t(HELD_LABELS[value]) })),
          },
        ]}
        tone={(file) => (file.scan_state === 'infected' ? 'breach' : undefined)}
        empty={{
          icon: IconShieldCheck,
          title: <Trans>Nothing is held back</Trans>,
          text: <Trans>Files in which the scanner finds something, or cannot look, show up here.</Trans>,
        }}
      />
      <HeldFileDrawer files={source.rows} />
    </AdminPage>
  );
}

function Scanner({ state }: { state: ScannerState }) {
  const { t } = useLingui();
  if (!state.is_configured)
    return (
      <Alert mb="lg" color="yellow" icon={<IconShieldOff size={18} />} title={t`No virus scanner is set up`}>
        <Trans>Files are served without being scanned, and are marked so.</Trans>{' '}
        <Plural value={state.not_scanned} one="# file was not scanned." other="# files were not scanned." />
      </Alert>
    );
  if (!state.is_answering)
    return (
      <Alert
        mb="lg"
        color="red"
        icon={<IconAlertTriangle size={18} />}
        title={t`The virus scanner does not answer`}
      >
        <Trans>New files wait and cannot be opened. They are scanned as soon as it is back.</Trans>
      </Alert>
    );
  return (
    <Text size="sm" c="dimmed" mb="md">
      <IconShieldCheck size={15} aria-hidden /> {state.version}
    </Text>
  );
}

export function HeldBadge({ state }: { state: HeldState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={HELD_COLORS[state]} radius="sm" tt="none">
      {t(HELD_LABELS[state])}
    </Badge>
  );
}

function useColumns(): DataColumn<HeldFile>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t`Sent`,
        width: '120px',
        cell: (file) => <span className="numeric">{formatMoment(file.created_at)}</span>,
      },
      {
        id: 'state',
        header: t`State`,
        width: '120px',
        cell: (file) => <HeldBadge state={file.scan_state} />,
      },
      {
        id: 'name',
        header: t`File`,
        width: 'minmax(140px, 1.4fr)',
        cell: (file) => (
          <Text span size="sm" fw={500}>
            {file.name}
          </Text>
        ),
      },
      { id: 'detail', header: t`Finding`, width: 'minmax(150px, 1.6fr)', cell: (file) => file.detail ?? '–' },
      { id: 'by', header: t`Sent by`, width: 'minmax(110px, 1fr)', cell: (file) => file.uploaded_by ?? '–' },
      {
        id: 'size',
        header: t`Size`,
        width: '80px',
        align: 'end',
        cell: (file) => formatBytes(file.size_bytes),
      },
    ],
    [t],
  );
}
