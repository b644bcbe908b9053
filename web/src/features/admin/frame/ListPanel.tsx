import { Trans } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { type Icon, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { rowPixels } from '@/lib/screen';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar, type FilterField } from '@/ui/FilterBar';
import { RowsSkeleton } from '@/ui/Skeletons';
import { DataTable } from '@/ui/table/DataTable';
import type { DataColumn } from '@/ui/table/types';
import { useAdminSearch } from './use-admin-search';

const HEAD_PX = 40;

export interface ListSource<R> {
  /** Undefined until the first answer. */
  rows: R[] | undefined;
  total?: number | undefined;
  error: unknown;
  retry: () => void;
  fetching?: boolean;
  hasMore?: boolean;
  onMore?: () => void;
}

interface Props<R> {
  label: string;
  source: ListSource<R>;
  columns: DataColumn<R>[];
  rowId: (row: R) => string;
  rowName: (row: R) => string;
  onOpen: (row: R) => void;
  card: (row: R) => ReactNode;
  searchLabel: string;
  filters?: FilterField[];
  empty: { icon: Icon; title: ReactNode; text?: ReactNode; action?: ReactNode };
  tone?: (row: R) => 'warn' | 'breach' | undefined;
}

/** Search, filters (in the address), rows, and the states a list can be in. */
export function ListPanel<R>(props: Props<R>) {
  const { source, filters = [], empty } = props;
  const { search, set } = useAdminSearch();
  const keys = ['q', ...filters.map((field) => field.key)];
  const filtered = keys.some((key) => search[key]);
  const clear = () => set(Object.fromEntries(keys.map((key) => [key, undefined])) as never);
  return (
    <>
      <FilterBar
        search={search.q ?? ''}
        onSearch={(q) => set({ q })}
        searchLabel={props.searchLabel}
        fields={filters}
        values={search}
        onFilter={(key, value) => set({ [key]: value ?? '' })}
        onClear={clear}
      >
        {source.rows && <Count source={source} />}
      </FilterBar>
      <Rows {...props} none={filtered ? <NothingFits onClear={clear} /> : <EmptyState {...empty} />} />
    </>
  );
}

function Rows<R>({ source, none, ...props }: Props<R> & { none: ReactNode }) {
  const { rows } = source;
  if (!rows)
    return source.error ? (
      <ErrorState error={source.error} onRetry={source.retry} />
    ) : (
      <RowsSkeleton count={8} />
    );
  return (
    <DataTable
      label={props.label}
      rows={rows}
      columns={props.columns}
      rowId={props.rowId}
      rowName={props.rowName}
      onOpen={props.onOpen}
      card={props.card}
      rowTone={props.tone}
      total={source.total}
      fetching={source.fetching}
      hasMore={source.hasMore}
      onMore={source.onMore}
      empty={none}
      height={`min(70dvh, ${Math.max(rows.length, 4) * rowPixels() + HEAD_PX}px)`}
    />
  );
}

function Count<R>({ source }: { source: ListSource<R> }) {
  const count = source.total ?? source.rows?.length ?? 0;
  return (
    <Text size="sm" c="dimmed" role="status" className="numeric">
      <Trans>{count} found</Trans>
    </Text>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={IconSearchOff}
      title={<Trans>Nothing fits these filters</Trans>}
      action={
        <Button variant="light" onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      }
    />
  );
}
