import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { referenceQuery } from '@/api/reference';
import { attachmentsQuery, commentsQuery, ticketListQuery, ticketQuery } from '@/api/tickets';
import { signedInRoute } from '@/app/route-roots';
import { tabFilters } from './model';

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  loader: ({ context }) =>
    void context.queryClient.prefetchInfiniteQuery(ticketListQuery(tabFilters('open', undefined))),
  component: lazyRouteComponent(() => import('./pages/HomePage'), 'HomePage'),
});

const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'new',
  validateSearch: z.object({
    type: z.catch(z.optional(z.enum(['incident', 'service_request'])), undefined),
    title: z.catch(z.optional(z.string()), undefined),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(referenceQuery()),
  component: lazyRouteComponent(() => import('./pages/NewTicketPage'), 'NewTicketPage'),
});

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'tickets',
  validateSearch: z.object({
    tab: z.catch(z.optional(z.enum(['open', 'waiting', 'done'])), undefined),
    q: z.catch(z.optional(z.string()), undefined),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    void context.queryClient.prefetchInfiniteQuery(ticketListQuery(tabFilters(deps.tab ?? 'open', deps.q))),
  component: lazyRouteComponent(() => import('./pages/TicketsPage'), 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'tickets/$number',
  validateSearch: z.object({ created: z.catch(z.optional(z.boolean()), undefined) }),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(ticketQuery(params.number));
    void context.queryClient.prefetchQuery(commentsQuery(params.number));
    void context.queryClient.prefetchQuery(attachmentsQuery(params.number));
  },
  component: lazyRouteComponent(() => import('./pages/TicketPage'), 'TicketPage'),
});

export const portalRoutes = [homeRoute, newRoute, listRoute, ticketRoute] as const;
