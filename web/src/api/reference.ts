import { queryOptions } from '@tanstack/react-query';
import { client, data } from './client';

export const referenceKeys = { all: ['reference'] as const };

/** Categories, locations, teams and closed lists: they change rarely and a push invalidates them. */
export const referenceQuery = () =>
  queryOptions({
    queryKey: referenceKeys.all,
    queryFn: () => data(client.GET('/api/reference')),
    staleTime: 10 * 60_000,
  });
