import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { authRoutes } from '@/features/auth/routes';
import { portalRoutes } from '@/features/portal/routes';
import { profileRoutes } from '@/features/profile/routes';
import { PageSkeleton } from '@/ui/Skeletons';
import { NotFoundPage } from './errors/NotFoundPage';
import { RouteError } from './errors/RouteError';
import { publicRoute, rootRoute, signedInRoute } from './route-roots';

const forbiddenRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'forbidden',
  component: lazyRouteComponent(() => import('./errors/ForbiddenPage'), 'ForbiddenPage'),
});

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...authRoutes]),
  signedInRoute.addChildren([...portalRoutes, ...profileRoutes, forbiddenRoute]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
