import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { referenceQuery } from '@/api/reference';
import { useSession } from '@/api/session';
import { attachmentsQuery, commentsQuery, ticketQuery } from '@/api/tickets';
import { deskRoute, needs } from '@/app/route-roots';
import { type QueueSearch, readSearch } from '@/lib/queue-search';
import { oneOf, optional } from '@/lib/search';
import { isSavedAlone, LANES, type LaneBy, listFilters } from './search';
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

/** A page below the desk for those who work tickets, fetched when it is opened. */
function page<P extends string>(path: P, load: () => Promise<Record<string, unknown>>, name: string) {
  return createRoute({
    getParentRoute: () => deskRoute,
    path,
    beforeLoad: needs('tickets.work'),
    component: lazyRouteComponent(load as never, name as never) as never,
  });
}

const teamRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'team',
  beforeLoad: needs('tickets.work'),
  validateSearch: ({ team }) => optional({ team: typeof team === 'string' ? team : undefined }),
  component: lazyRouteComponent(() => import('./pages/TeamBoardPage'), 'TeamBoardPage'),
});

const boardRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'board',
  validateSearch: (search: Record<string, unknown>): QueueSearch & { lanes?: LaneBy } => {
    const lanes = oneOf(search.lanes, LANES);
    return { ...readSearch(search), ...(lanes ? { lanes } : {}) };
  },
  beforeLoad: needs('tickets.work'),
  component: lazyRouteComponent(() => import('./pages/BoardPage'), 'BoardPage'),
});

export const deskTicketRoutes = [
  queueRoute,
  page('queue/drafts', () => import('./pages/DraftsPage'), 'DraftsPage'),
  page('queue/bulk', () => import('./pages/BulkChangesPage'), 'BulkChangesPage'),
  page('queue/bulk/$id', () => import('./pages/BulkChangePage'), 'BulkChangePage'),
  page('queue/macros', () => import('./pages/MacrosPage'), 'MacrosPage'),
  teamRoute,
  boardRoute,
  ticketRoute,
] as const;
