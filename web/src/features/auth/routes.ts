import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { publicRoute } from '@/app/route-roots';
import { homeOf } from '@/lib/permissions';
import { innerPath, optional, text } from '@/lib/search';

const loginRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'login',
  validateSearch: (search) =>
    // `sso`: a provider vouched for somebody and a code is still asked for, or why its word was not enough.
    optional({ next: innerPath(search.next), sso: text(search.sso) }),
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
  path: 'reset-password',
  component: lazyRouteComponent(() => import('./pages/ResetPage'), 'ResetPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'invitation',
  component: lazyRouteComponent(() => import('./pages/InvitationPage'), 'InvitationPage'),
});

export const authRoutes = [loginRoute, forgotRoute, resetRoute, invitationRoute] as const;
