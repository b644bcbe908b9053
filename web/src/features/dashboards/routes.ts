import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { overviewQuery, slaPerformanceQuery, volumeQuery, workloadQuery } from '@/api/dashboard';
import { referenceQuery } from '@/api/reference';
import { deskRoute, needs } from '@/app/route-roots';
import { currentTime } from '@/lib/clock';
import { readDashboard, toQuery } from './model';

const dashboardRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'dashboard',
  validateSearch: readDashboard,
  beforeLoad: needs('dashboards.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const query = toQuery(deps, currentTime());
    void context.queryClient.prefetchQuery(referenceQuery());
    void context.queryClient.prefetchQuery(overviewQuery(query));
    void context.queryClient.prefetchQuery(volumeQuery(query));
    void context.queryClient.prefetchQuery(slaPerformanceQuery(query));
    void context.queryClient.prefetchQuery(workloadQuery(query));
    return query;
  },
  component: lazyRouteComponent(() => import('./pages/DashboardPage'), 'DashboardPage'),
});

export const dashboardRoutes = [dashboardRoute] as const;
