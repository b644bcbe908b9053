import { queryOptions } from '@tanstack/react-query';
import { client, data } from './client';
import type { components } from './schema';

export type AssetLabel = components['schemas']['AssetLabel'];

/** So many labels are made at once. */
export const MOST_LABELS = 200;

/** Labels of these assets, by tag. */
export const labelsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['assets', 'labels', ids] as const,
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/assets/labels', { params: { query: { id: [...ids] } }, signal }))).items,
    enabled: ids.length > 0,
  });
