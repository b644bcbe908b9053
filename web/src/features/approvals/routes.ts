import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicRoute, signedInRoute } from '@/app/route-roots';
import { oneOf, optional } from '@/lib/search';
import { TABS } from './tabs';

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'approvals',
  validateSearch: (search) => optional({ tab: oneOf(search.tab, TABS) }),
  component: lazyRouteComponent(() => import('./pages/ApprovalsPage'), 'ApprovalsPage'),
});

/** Behind the link in a mail: no sign-in needed to look. */
const letterRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: 'approve',
  component: lazyRouteComponent(() => import('./pages/LetterPage'), 'LetterPage'),
});

export const approvalRoutes = [listRoute] as const;
export const publicApprovalRoutes = [letterRoute] as const;
