import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { adminRoutes } from '@/features/admin/routes';
import { approvalRoutes, publicApprovalRoutes } from '@/features/approvals/routes';
import { deskAssetRoutes } from '@/features/assets/routes';
import { authRoutes } from '@/features/auth/routes';
import { changeRoutes } from '@/features/changes/routes';
import { dashboardRoutes } from '@/features/dashboards/routes';
import { deskKnowledgeRoutes, knowledgeRoutes } from '@/features/knowledge/routes';
import { notificationRoutes } from '@/features/notifications/routes';
import { portalRoutes } from '@/features/portal/routes';
import { profileRoutes } from '@/features/profile/routes';
import { statusRoutes } from '@/features/status/routes';
import { deskTicketRoutes } from '@/features/tickets/routes';
import { PageSkeleton } from '@/ui/Skeletons';
import { NotFoundPage } from './errors/NotFoundPage';
import { RouteError } from './errors/RouteError';
import { deskRoute, publicRoute, rootRoute, signedInRoute } from './route-roots';

const forbiddenRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'forbidden',
  component: lazyRouteComponent(() => import('./errors/ForbiddenPage'), 'ForbiddenPage'),
});

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...authRoutes, ...publicApprovalRoutes]),
  signedInRoute.addChildren([
    ...portalRoutes,
    ...profileRoutes,
    ...notificationRoutes,
    ...knowledgeRoutes,
    ...statusRoutes,
    ...approvalRoutes,
    ...adminRoutes,
    deskRoute.addChildren([
      ...deskTicketRoutes,
      ...dashboardRoutes,
      ...deskKnowledgeRoutes,
      ...deskAssetRoutes,
      ...changeRoutes,
    ]),
    forbiddenRoute,
  ]),
]);

/** `history` is the browser's unless a test brings its own. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history ? { history } : {}),
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
