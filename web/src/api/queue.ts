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
      data(
        client.GET('/api/tickets', {
          params: { query: { ...filters, cursor: pageParam } as never },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The saved views of this person, and how many tickets are in these and in the built-in ones: one question. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: ['ticket-views'] as const,
    queryFn: ({ signal }) => data(client.GET('/api/tickets/views', { signal })),
    staleTime: COUNT_STALE_MS,
    refetchInterval: 60_000,
  });
