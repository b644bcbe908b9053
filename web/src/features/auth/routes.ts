import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { useSession } from '@/api/session';
import { publicRoute } from '@/app/route-roots';
import { homeOf } from '@/lib/permissions';

/** Only addresses inside this application; anything else would let a link send people away. */
const innerPath = z.catch(z.optional(z.string().check(z.regex(/^\/(?![/\\])/))), undefined);

const loginRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'login',
  validateSearch: z.object({ next: innerPath }),
  beforeLoad: ({ search }) => {
    const { status, me } = useSession.getState();
    if (status === 'in') throw redirect({ href: search.next ?? homeOf(me) });
  },
  component: lazyRouteComponent(() => import('./pages/LoginPage'), 'LoginPage'),
});

const forgotRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'forgot',
  component: lazyRouteComponent(() => import('./pages/ForgotPage'), 'ForgotPage'),
});

const resetRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'reset',
  validateSearch: z.object({ token: z.catch(z.string(), '') }),
  component: lazyRouteComponent(() => import('./pages/ResetPage'), 'ResetPage'),
});

export const authRoutes = [loginRoute, forgotRoute, resetRoute] as const;
