import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { DeskFilters, Grouping } from '@/api/desk-types';
import { queueQuery } from '@/api/queue';
import { ticketKeys } from '@/api/tickets';
import { clearNews, useNews } from '@/lib/live-news';
import { rowsOf } from '../../cache';
import { gathered } from '../../view-model';
import { rememberOrder } from './order';

/** Bursts of new tickets lead to one question. */
const GATHER_MS = 800;

/** The rows of a list. Tickets raised since it was opened wait behind the "new" pill. */
export function useQueue(filters: DeskFilters, enabled: boolean, grouping: Grouping | null | undefined) {
  const client = useQueryClient();
  const news = useNews((state) => state.tickets);
  const {
    data,
    isPending,
    isError,
    error,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetching,
    isPlaceholderData,
  } = useInfiniteQuery({ ...queueQuery(filters), placeholderData: (old) => old, enabled });
  const all = useMemo(() => rowsOf(data), [data]);
  const waiting = useMemo(() => new Set(news), [news]);
  const rows = useMemo(
    () =>
      gathered(
        all.filter(({ id }) => !waiting.has(id)),
        grouping,
      ),
    [all, waiting, grouping],
  );
  const fresh = all.length - rows.length;

  const renew = useDebouncedCallback(() => {
    void client.invalidateQueries({ queryKey: ticketKeys.lists() });
    void client.invalidateQueries({ queryKey: ['ticket-views'] });
  }, GATHER_MS);
  const announced = news.length;
  useEffect(() => {
    if (announced > 0) renew();
  }, [announced, renew]);

  const list = JSON.stringify(filters);
  useEffect(() => clearNews, [list]);
  useEffect(() => rememberOrder(rows.map(({ number }) => number)), [rows]);

  const more = () => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  const [firstPage] = data?.pages ?? [];
  return {
    rows,
    fresh,
    total: firstPage?.total ?? rows.length,
    isEstimate: firstPage?.total_is_estimate ?? false,
    isPending,
    error: isError && !data ? error : null,
    retry: () => void refetch(),
    hasMore: hasNextPage,
    more,
    fetching: isFetching,
    stale: isPlaceholderData,
    showNew: clearNews,
  };
}
