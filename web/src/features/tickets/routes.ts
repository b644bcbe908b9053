import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queueQuery, timelineQuery } from '@/api/desk';
import { referenceQuery } from '@/api/reference';
import { useSession } from '@/api/session';
import { attachmentsQuery, commentsQuery, ticketQuery } from '@/api/tickets';
import { deskRoute, needs } from '@/app/route-roots';
import { readSearch } from '@/lib/queue-search';
import { oneOf, optional } from '@/lib/search';
import { listFilters } from './search';
import { TICKET_TABS } from './tabs';

const queueRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'queue',
  validateSearch: readSearch,
  beforeLoad: needs('tickets.work'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const { me } = useSession.getState();
    if (me) void context.queryClient.prefetchInfiniteQuery(queueQuery(listFilters(deps, me)));
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
    void context.queryClient.prefetchQuery(timelineQuery(params.id));
  },
  component: lazyRouteComponent(() => import('./pages/DeskTicketPage'), 'DeskTicketPage'),
});

export const deskTicketRoutes = [queueRoute, ticketRoute] as const;
