import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, data } from './client';
import type { DeskFilters } from './desk-types';
import { ticketKeys } from './tickets';

const COUNT_STALE_MS = 10_000;

/** A list of the desk: as the shared one, with the filters only staff use. */
export const queueQuery = (filters: DeskFilters) =>
  infiniteQueryOptions({
    queryKey: ticketKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      data(client.GET('/api/tickets', { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export interface ViewCount {
  count: number;
  isEstimate: boolean;
}

/** How many tickets each view holds: one small question a view, no rows. */
export const countsQuery = (views: Record<string, DeskFilters>) =>
  queryOptions({
    queryKey: ['queue-counts', views] as const,
    queryFn: async ({ signal }) => {
      const ask = async ([name, filters]: [string, DeskFilters]) => {
        const query = { ...filters, limit: 1, fields: 'id' };
        const page = await data(client.GET('/api/tickets', { params: { query }, signal }));
        return [
          name,
          { count: page.total ?? page.items.length, isEstimate: page.total_is_estimate },
        ] as const;
      };
      return Object.fromEntries(await Promise.all(Object.entries(views).map(ask))) as Record<
        string,
        ViewCount | undefined
      >;
    },
    staleTime: COUNT_STALE_MS,
    refetchInterval: 60_000,
  });
