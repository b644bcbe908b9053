import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { referenceQuery } from '@/api/reference';
import { useSession } from '@/api/session';
import { attachmentsQuery, commentsQuery, ticketListQuery, ticketQuery } from '@/api/tickets';
import { signedInRoute } from '@/app/route-roots';
import { homeOf } from '@/lib/permissions';
import { flag, oneOf, optional, text } from '@/lib/search';
import { tabFilters } from './model';

/** The stars a mail's link proposes; only a click on the page gives them. */
const scoreOf = (value: unknown): number | undefined =>
  [1, 2, 3, 4, 5].find((score) => String(score) === text(value));

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  // The installed application opens at the page its owner begins with.
  validateSearch: (search) => optional({ start: oneOf(search.start, ['app']) }),
  beforeLoad: ({ search }) => {
    if (search.start) throw redirect({ href: homeOf(useSession.getState().me), replace: true });
  },
  loader: ({ context }) =>
    void context.queryClient.prefetchInfiniteQuery(ticketListQuery(tabFilters('open', undefined))),
  component: lazyRouteComponent(() => import('./pages/HomePage'), 'HomePage'),
});

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'new',
  validateSearch: (search) =>
    optional({
      type: oneOf(search.type, ['incident', 'service_request']),
      title: text(search.title),
    }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(referenceQuery()),
  component: lazyRouteComponent(() => import('./pages/NewTicketPage'), 'NewTicketPage'),
});

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'tickets',
  validateSearch: (search) =>
    optional({ tab: oneOf(search.tab, ['open', 'waiting', 'done']), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    void context.queryClient.prefetchInfiniteQuery(ticketListQuery(tabFilters(deps.tab ?? 'open', deps.q))),
  component: lazyRouteComponent(() => import('./pages/TicketsPage'), 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'tickets/$number',
  validateSearch: (search) => optional({ created: flag(search.created), rate: scoreOf(search.rate) }),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(ticketQuery(params.number));
    void context.queryClient.prefetchQuery(commentsQuery(params.number));
    void context.queryClient.prefetchQuery(attachmentsQuery(params.number));
  },
  component: lazyRouteComponent(() => import('./pages/TicketPage'), 'TicketPage'),
});

export const portalRoutes = [homeRoute, newRoute, listRoute, ticketRoute] as const;
