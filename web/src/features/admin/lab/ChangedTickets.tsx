import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowRight, IconDownload, IconEqual } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  type ChangedTicket,
  changesFile,
  changesQuery,
  type Fate,
  type Run,
  type What,
} from '@/api/admin-lab';
import { formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import type { DataColumn } from '@/ui/table/types';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { saveFile } from '../frame/save-file';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { WHAT_LABELS, WHATS } from './labels';

/** The tickets behind the figures; each opens as it is. */
export function ChangedTickets({ run }: { run: Run }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { search } = useAdminSearch();
  const what = WHATS.find((one) => one === search.what);
  const source = pagedList<ChangedTicket>(useInfiniteQuery(changesQuery(run.id, what)));
  const words = (search.q ?? '').toLowerCase();
  const rows = source.rows?.filter((one) => `${one.number} ${one.title}`.toLowerCase().includes(words));
  const columns = useColumns();
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="changed">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id="changed">
          <Trans>Tickets that would change</Trans>
        </Title>
        <ExportButton run={run} what={what} />
      </Group>
      <ListPanel<ChangedTicket>
        label={t`Tickets that would change`}
        source={{ ...source, rows, ...(words ? { total: undefined } : {}) }}
        columns={columns}
        rowId={(one) => one.ticket_id}
        rowName={(one) => one.number}
        onOpen={(one) => void navigate({ to: `/desk/tickets/${one.number}` as never })}
        card={(one) => (
          <ListCard title={`${one.number} ${one.title}`} to={`/desk/tickets/${one.number}`}>
            {one.what.map((each: What) => t(WHAT_LABELS[each])).join(', ')}
          </ListCard>
        )}
        searchLabel={t`Search in what is loaded`}
        filters={[
          {
            key: 'what',
            label: t`Anything changed`,
            options: WHATS.map((value) => ({ value, label: t(WHAT_LABELS[value]) })),
          },
        ]}
        empty={{
          icon: IconEqual,
          title: <Trans>No ticket would change</Trans>,
          text: <Trans>The draft decides all of them as the live rules do.</Trans>,
        }}
      />
    </Paper>
  );
}

function ExportButton({ run, what }: { run: Run; what: What | undefined }) {
  const { t } = useLingui();
  const file = useMutation({
    mutationFn: () => changesFile(run.id, what),
    onSuccess: (blob) => saveFile(blob, 'rule-lab.csv'),
    onError: (error) => toastFailed(error, t`The file was not made`),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      onClick={() => file.mutate()}
      loading={file.isPending}
    >
      <Trans>Export CSV</Trans>
    </Button>
  );
}

function useColumns(): DataColumn<ChangedTicket>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { id: 'number', header: t`Ticket`, width: '150px', cell: (one) => one.number },
      { id: 'title', header: t`Title`, width: 'minmax(180px, 2fr)', cell: (one) => one.title },
      {
        id: 'priority',
        header: t`Priority`,
        width: '110px',
        cell: (one) => <Turn before={one.before.priority} after={one.after.priority} />,
      },
      {
        id: 'team',
        header: t`Team`,
        width: 'minmax(150px, 1fr)',
        cell: (one) => <Turn before={one.before.team} after={one.after.team} />,
      },
      {
        id: 'agent',
        header: t`Agent`,
        width: 'minmax(150px, 1fr)',
        cell: (one) => <Turn before={one.before.agent} after={one.after.agent} />,
      },
      {
        id: 'due',
        header: t`Resolution due`,
        width: 'minmax(200px, 1fr)',
        cell: (one) => <Turn before={dueOf(one.before)} after={dueOf(one.after)} />,
      },
    ],
    [t],
  );
}

/** The due date, marked where it is missed. */
function dueOf({ resolution }: Fate): string | null {
  if (!resolution) return null;
  return `${formatMoment(resolution.due_at)}${resolution.is_breached ? ' ✗' : ''}`;
}

function Turn({ before, after }: { before: string | null; after: string | null }) {
  if (before === after) {
    return (
      <Text span size="sm" c="dimmed">
        {before ?? '–'}
      </Text>
    );
  }
  return (
    <Group gap={4} wrap="nowrap" className="numeric">
      <span>{before ?? '–'}</span>
      <IconArrowRight size={14} role="img" aria-label="→" />
      <strong>{after ?? '–'}</strong>
    </Group>
  );
}
