import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pagesQuery } from '@/api/dashboard';
import { referenceQuery } from '@/api/reference';
import { deskRoute, needs } from '@/app/route-roots';
import { text } from '@/lib/search';
import { readDashboard } from './model';
import type { TvSearch } from './tv';

const dashboardRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'dashboard',
  validateSearch: readDashboard,
  beforeLoad: needs('dashboards.read'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(referenceQuery());
    void context.queryClient.prefetchQuery(pagesQuery());
  },
  component: lazyRouteComponent(() => import('./pages/DashboardPage'), 'DashboardPage'),
});

const tvRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'tv',
  // What of it makes sense, its page knows: here it would be in everybody's first download.
  validateSearch: (search: Record<string, unknown>) =>
    ({ ...readDashboard(search), pages: text(search.pages), every: text(search.every) }) as TvSearch,
  beforeLoad: needs('dashboards.read'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(pagesQuery()),
  component: lazyRouteComponent(() => import('./pages/TvPage'), 'TvPage'),
});

export const dashboardRoutes = [dashboardRoute, tvRoute] as const;
