import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { type DraftCard, type DraftState, draftsQuery } from '@/api/admin-lab';
import { formatMoment } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import { DRAFT_COLORS, DRAFT_LABELS, KIND_LABELS, KINDS } from './labels';

const DraftForm = lazy(async () => ({ default: (await import('./DraftForm')).DraftForm }));
const STATES = Object.keys(DRAFT_LABELS) as DraftState[];

export function LabPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { search, open } = useAdminSearch();
  const source = pagedList<DraftCard>(useInfiniteQuery(draftsQuery(search.kind, search.state)));
  const words = (search.q ?? '').toLowerCase();
  const fits = (draft: DraftCard) => `${draft.name} ${draft.author_name}`.toLowerCase().includes(words);
  return (
    <AdminPage
      title={t`Rule lab`}
      lead={
        <Trans>
          Draft a change, run it over past tickets, and see what it would have done before it goes live.
        </Trans>
      }
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New draft</Trans>
        </Button>
      }
    >
      <ListPanel<DraftCard>
        label={t`Drafts, newest first`}
        source={{ ...source, rows: source.rows?.filter(fits) }}
        columns={useColumns()}
        rowId={(draft) => draft.id}
        rowName={(draft) => draft.name}
        onOpen={(draft) => void navigate({ to: `/admin/lab/${draft.id}` as never })}
        card={(draft) => (
          <ListCard
            title={draft.name}
            to={`/admin/lab/${draft.id}`}
            badges={<StateOfDraft state={draft.state} />}
          >
            {t(KIND_LABELS[draft.kind])} · {draft.author_name} · {formatMoment(draft.updated_at)}
          </ListCard>
        )}
        searchLabel={t`Search drafts`}
        filters={[
          {
            key: 'kind',
            label: t`Any kind`,
            options: KINDS.map((value) => ({ value, label: t(KIND_LABELS[value]) })),
          },
          {
            key: 'state',
            label: t`Any state`,
            options: STATES.map((value) => ({ value, label: t(DRAFT_LABELS[value]) })),
          },
        ]}
        empty={{
          icon: IconFlask,
          title: <Trans>There is no draft yet</Trans>,
          text: <Trans>A draft starts as a copy of what is in force.</Trans>,
        }}
      />
      <EditDrawer<DraftCard>
        titles={{ create: t`New draft`, edit: t`Draft` }}
        rows={source.rows}
        rowId={(draft) => draft.id}
      >
        {() => <DraftForm />}
      </EditDrawer>
    </AdminPage>
  );
}

export function StateOfDraft({ state }: { state: DraftState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={DRAFT_COLORS[state]} radius="sm" tt="none">
      {t(DRAFT_LABELS[state])}
    </Badge>
  );
}

function useColumns(): DataColumn<DraftCard>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { id: 'name', header: t`Draft`, width: 'minmax(200px, 2fr)', cell: (draft) => draft.name },
      { id: 'kind', header: t`Of`, width: '140px', cell: (draft) => t(KIND_LABELS[draft.kind]) },
      {
        id: 'state',
        header: t`State`,
        width: '120px',
        cell: (draft) => <StateOfDraft state={draft.state} />,
      },
      { id: 'author', header: t`By`, width: 'minmax(140px, 1fr)', cell: (draft) => draft.author_name },
      {
        id: 'updated',
        header: t`Changed`,
        width: '140px',
        cell: (draft) => <span className="numeric">{formatMoment(draft.updated_at)}</span>,
      },
    ],
    [t],
  );
}
