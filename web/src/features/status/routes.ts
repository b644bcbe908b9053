import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '@/app/route-roots';

const statusRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'status',
  loader: ({ context }) =>
    void import('@/api/status').then(({ statusQuery }) => context.queryClient.prefetchQuery(statusQuery())),
  component: lazyRouteComponent(() => import('./pages/StatusPage'), 'StatusPage'),
});

export const statusRoutes = [statusRoute] as const;
