import { useInfiniteQuery } from '@tanstack/react-query';
import type { DeskFilters } from '@/api/desk-types';
import { queueQuery } from '@/api/queue';
import type { TicketSummary } from '@/api/types';
import { rowsOf } from '../../cache';
import { COLUMNS, type Column, columnFilters, standsIn } from '../../kanban-model';

export interface ColumnTickets {
  column: Column;
  rows: TicketSummary[];
  /** How many there are, loaded or not; null until that is known. */
  total: number | null;
  error: Error | null;
  again: () => void;
  /** Undefined where all are loaded. */
  more: (() => void) | undefined;
  loadingMore: boolean;
}

/** The tickets of the columns that are shown, each asked for by itself. */
export function useColumns(filters: DeskFilters, shown: readonly Column[]): ColumnTickets[] {
  const [fresh, working, waiting, solved] = COLUMNS;
  const all = [
    useColumn(filters, fresh, shown),
    useColumn(filters, working, shown),
    useColumn(filters, waiting, shown),
    useColumn(filters, solved, shown),
  ];
  return all.filter(({ column }) => shown.includes(column));
}

function useColumn(filters: DeskFilters, column: Column, shown: readonly Column[]): ColumnTickets {
  const asked = useInfiniteQuery({
    ...queueQuery(columnFilters(filters, column)),
    enabled: shown.includes(column),
  });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = asked;
  // What was just moved away stands in its list until that is renewed.
  const rows = rowsOf(data).filter((ticket) => standsIn(ticket, column));
  return {
    column,
    rows,
    total: data ? (data.pages[0]?.total ?? rows.length) : null,
    error: data ? null : error,
    again: () => void refetch(),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    loadingMore: isFetchingNextPage,
  };
}
