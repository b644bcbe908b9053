import { queryOptions } from '@tanstack/react-query';
import { client, data } from './client';
import type { DashboardQuery } from './dashboard-types';

/** A push of `dashboard.changed` renews everything under the first key. */
export const dashboardKeys = {
  all: ['dashboard'] as const,
  panel: (key: string, query: DashboardQuery) => [...dashboardKeys.all, 'panel', key, query] as const,
};

const STALE_MS = 60_000;

/** The dashboards the person may open, with their panels; a deploy changes them, nothing else. */
export const pagesQuery = () =>
  queryOptions({
    queryKey: ['dashboard-pages'] as const,
    queryFn: ({ signal }) => data(client.GET('/api/dashboard/pages', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const panelQuery = (key: string, query: DashboardQuery) =>
  queryOptions({
    queryKey: dashboardKeys.panel(key, query),
    queryFn: ({ signal }) =>
      data(client.GET('/api/dashboard/panels/{panel}', { params: { path: { panel: key }, query }, signal })),
    staleTime: STALE_MS,
    placeholderData: (old) => old,
  });
