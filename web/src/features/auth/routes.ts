import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { publicRoute } from '@/app/route-roots';
import { homeOf } from '@/lib/permissions';
import { innerPath, optional, text } from '@/lib/search';

const loginRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'login',
  validateSearch: (search) => optional({ next: innerPath(search.next) }),
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
  validateSearch: (search) => ({ token: text(search.token) ?? '' }),
  component: lazyRouteComponent(() => import('./pages/ResetPage'), 'ResetPage'),
});

export const authRoutes = [loginRoute, forgotRoute, resetRoute] as const;
