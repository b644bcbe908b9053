import { useLingui } from '@lingui/react/macro';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '@/api/auth';
import type { Grouping, SavedView } from '@/api/desk-types';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { STATUS_LABELS } from '@/ui/labels';
import { RowsSkeleton } from '@/ui/Skeletons';
import { DataTable } from '@/ui/table/DataTable';
import { lazyPart } from '../../lazy-part';
import { rowTone } from '../../moves';
import { groupOf } from '../../view-model';
import { hiddenOf, useColumns } from './columns';
import type { useQueue } from './use-queue';

/** Rows of a phone; a table has none. */
const TicketRowCard = lazyPart(() => import('./TicketRowCard'), 'TicketRowCard');

interface RowsProps {
  queue: ReturnType<typeof useQueue>;
  sort: string | undefined;
  onSort: (sort: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onActive: (ticket: TicketSummary | null) => void;
  onTake: (ticket: TicketSummary) => void;
  view: SavedView | undefined;
  /** The ticket shows beside the list. */
  split: boolean;
  empty: ReactNode;
}

/** The rows of a list, or why there are none. */
export function Rows(props: RowsProps) {
  const { queue, sort, onSort, selected, onSelect, onActive, onTake, view, split, empty } = props;
  const { t } = useLingui();
  const me = useMe();
  const navigate = useNavigate();
  const columns = useColumns(me.id, onTake);
  const hidden = hiddenOf(view?.columns, useIsWide(), split);
  const grouping = view?.grouping;
  const groupName = useGroupName(grouping);
  if (queue.isPending) return <RowsSkeleton />;
  if (queue.error) return <ErrorState error={queue.error} onRetry={queue.retry} />;
  const open = (row: TicketSummary, newTab: boolean) => {
    const href = `/queue/${row.number}`;
    if (newTab) window.open(href, '_blank', 'noopener');
    else void navigate({ to: '/queue/$id', params: { id: row.number } });
  };
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <DataTable
      label={t`Tickets`}
      rows={queue.rows}
      columns={columns}
      hidden={hidden}
      groupOf={grouping ? groupName : undefined}
      rowId={idOf}
      rowName={nameOf}
      rowTone={rowTone}
      total={queue.total}
      onOpen={open}
      onActive={onActive}
      selection={{ selected, onChange: onSelect }}
      sort={sort}
      onSort={onSort}
      hasMore={queue.hasMore}
      onMore={queue.more}
      fetching={queue.fetching}
      empty={empty}
      card={(row) => (
        <TicketRowCard ticket={row} isSelected={selected.has(row.id)} onToggle={() => toggle(row.id)} />
      )}
    />
  );
}

const idOf = (row: TicketSummary) => row.id;
const nameOf = (row: TicketSummary) => row.number;

function useIsWide(): boolean {
  return useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false });
}

/** What the group of a row is called. */
function useGroupName(grouping: Grouping | null | undefined) {
  const { t } = useLingui();
  return (row: TicketSummary) => {
    if (grouping === 'status') return t(STATUS_LABELS[row.status]);
    return (grouping && groupOf(row, grouping)) || t`None`;
  };
}
