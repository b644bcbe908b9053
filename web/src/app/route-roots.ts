import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { can, isStaff } from '@/lib/permissions';
import { LostPage, NotFoundPage } from './errors/NotFoundPage';
import { RouteError } from './errors/RouteError';
import { RootLayout } from './RootLayout';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootLayout,
  notFoundComponent: LostPage,
  errorComponent: RouteError,
});

/** Pages without a shell: sign-in and password reset. */
export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: 'public' });

/** Everything behind the sign-in; the shell follows the person's role. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (useSession.getState().status === 'out') {
      throw redirect({ to: '/login', search: { next: location.href } });
    }
  },
  component: lazyRouteComponent(() => import('./shells/Shell'), 'Shell'),
  notFoundComponent: NotFoundPage,
  errorComponent: RouteError,
});

/** Pages of the desk: for agents, managers and administrators. */
export const deskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'desk',
  beforeLoad: () => {
    const { me } = useSession.getState();
    if (me && !isStaff(me)) throw redirect({ to: '/forbidden' });
  },
});

/** For a route's `beforeLoad`: send people without the permission to the page that explains it. */
export function needs(permission: string): () => void {
  return () => {
    const { me } = useSession.getState();
    if (me && !can(me, permission)) throw redirect({ to: '/forbidden' });
  };
}
