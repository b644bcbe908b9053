import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '@/app/route-roots';

const profileRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'me',
  component: lazyRouteComponent(() => import('./pages/ProfilePage'), 'ProfilePage'),
});

export const profileRoutes = [profileRoute] as const;
