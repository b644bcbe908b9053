import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '@/app/route-roots';
import { oneOf, optional } from '@/lib/search';

const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'notifications',
  validateSearch: (search) => optional({ state: oneOf(search.state, ['done']) }),
  component: lazyRouteComponent(() => import('./pages/InboxPage'), 'InboxPage'),
});

export const notificationRoutes = [inboxRoute] as const;
