import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { referenceQuery } from '@/api/reference';
import { useSession } from '@/api/session';
import { attachmentsQuery, commentsQuery, ticketQuery } from '@/api/tickets';
import { deskRoute, needs } from '@/app/route-roots';
import { readSearch } from '@/lib/queue-search';
import { oneOf, optional } from '@/lib/search';
import { isSavedAlone, listFilters } from './search';
import { TICKET_TABS } from './tabs';

/** Fetched with their pages, so that the first download of everybody else stays small. */
const queueApi = () => import('@/api/queue');
const deskApi = () => import('@/api/desk');

const queueRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue',
  validateSearch: readSearch,
  beforeLoad: needs('tickets.work'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const { me } = useSession.getState();
    if (me && !isSavedAlone(deps))
      void queueApi().then(({ queueQuery }) =>
        context.queryClient.prefetchInfiniteQuery(queueQuery(listFilters(deps, me))),
      );
    void context.queryClient.prefetchQuery(referenceQuery());
  },
  component: lazyRouteComponent(() => import('./pages/QueuePage'), 'QueuePage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue/$id',
  validateSearch: (search) => optional({ tab: oneOf(search.tab, TICKET_TABS) }),
  beforeLoad: needs('tickets.work'),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(ticketQuery(params.id));
    void context.queryClient.prefetchQuery(commentsQuery(params.id));
    void context.queryClient.prefetchQuery(attachmentsQuery(params.id));
    void deskApi().then(({ timelineQuery }) => context.queryClient.prefetchQuery(timelineQuery(params.id)));
  },
  component: lazyRouteComponent(() => import('./pages/DeskTicketPage'), 'DeskTicketPage'),
});

const draftsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue/drafts',
  beforeLoad: needs('tickets.work'),
  component: lazyRouteComponent(() => import('./pages/DraftsPage'), 'DraftsPage'),
});

const bulkListRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue/bulk',
  beforeLoad: needs('tickets.work'),
  component: lazyRouteComponent(() => import('./pages/BulkChangesPage'), 'BulkChangesPage'),
});

const bulkRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue/bulk/$id',
  beforeLoad: needs('tickets.work'),
  component: lazyRouteComponent(() => import('./pages/BulkChangePage'), 'BulkChangePage'),
});

const macrosRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue/macros',
  beforeLoad: needs('tickets.work'),
  component: lazyRouteComponent(() => import('./pages/MacrosPage'), 'MacrosPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'team',
  beforeLoad: needs('tickets.work'),
  validateSearch: ({ team }) => optional({ team: typeof team === 'string' ? team : undefined }),
  component: lazyRouteComponent(() => import('./pages/TeamBoardPage'), 'TeamBoardPage'),
});

export const deskTicketRoutes = [
  queueRoute,
  draftsRoute,
  bulkListRoute,
  bulkRoute,
  macrosRoute,
  teamRoute,
  ticketRoute,
] as const;
