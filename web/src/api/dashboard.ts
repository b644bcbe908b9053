import { queryOptions } from '@tanstack/react-query';
import { client, data } from './client';
import type { DashboardQuery } from './dashboard-types';

/** A push of `dashboard.changed` renews everything under the first key. */
export const dashboardKeys = {
  all: ['dashboard'] as const,
  part: (name: string, query: DashboardQuery) => [...dashboardKeys.all, name, query] as const,
};

const STALE_MS = 60_000;

export const overviewQuery = (query: DashboardQuery) =>
  queryOptions({
    queryKey: dashboardKeys.part('overview', query),
    queryFn: ({ signal }) => data(client.GET('/api/dashboard/overview', { params: { query }, signal })),
    staleTime: STALE_MS,
  });

export const volumeQuery = (query: DashboardQuery) =>
  queryOptions({
    queryKey: dashboardKeys.part('volume', query),
    queryFn: ({ signal }) => data(client.GET('/api/dashboard/ticket-volume', { params: { query }, signal })),
    staleTime: STALE_MS,
  });

export const slaPerformanceQuery = (query: DashboardQuery) =>
  queryOptions({
    queryKey: dashboardKeys.part('sla', query),
    queryFn: ({ signal }) =>
      data(client.GET('/api/dashboard/sla-performance', { params: { query }, signal })),
    staleTime: STALE_MS,
  });

export const workloadQuery = (query: DashboardQuery) =>
  queryOptions({
    queryKey: dashboardKeys.part('workload', query),
    queryFn: ({ signal }) =>
      data(client.GET('/api/dashboard/team-performance', { params: { query }, signal })),
    staleTime: STALE_MS,
  });
