import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute, needs } from '@/app/route-roots';
import { oneOf, optional, text } from '@/lib/search';
import { ENDED, isDay, MODES, readFigure, VIEWS } from './views';

/** Fetched with the page, so that the first download of everybody else stays small. */
const api = () => import('@/api/changes');

const listRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'changes',
  validateSearch: (search) =>
    optional({
      view: oneOf(search.view, VIEWS),
      q: text(search.q),
      ended: oneOf(search.ended, ENDED),
      // What a figure of a dashboard leads to.
      ...readFigure(search),
    }),
  beforeLoad: needs('changes.write'),
  loader: ({ context }) =>
    void api().then(({ changeCountsQuery }) => context.queryClient.prefetchQuery(changeCountsQuery())),
  component: lazyRouteComponent(() => import('./pages/ChangesPage'), 'ChangesPage'),
});

const newRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'changes/new',
  validateSearch: (search) =>
    optional({ from: text(search.from), to: text(search.to), ticket: text(search.ticket) }),
  beforeLoad: needs('changes.write'),
  component: lazyRouteComponent(() => import('./pages/NewChangePage'), 'NewChangePage'),
});

const calendarRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'changes/calendar',
  validateSearch: (search) =>
    optional({
      mode: oneOf(search.mode, MODES),
      day: isDay(search.day) ? search.day : undefined,
      site: text(search.site),
      team: text(search.team),
    }),
  beforeLoad: needs('changes.write'),
  component: lazyRouteComponent(() => import('./pages/CalendarPage'), 'CalendarPage'),
});

const changeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'changes/$id',
  beforeLoad: needs('changes.write'),
  loader: ({ context, params }) =>
    void api().then(({ changeQuery }) => context.queryClient.prefetchQuery(changeQuery(params.id))),
  component: lazyRouteComponent(() => import('./pages/ChangePage'), 'ChangePage'),
});

const editRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'changes/$id/edit',
  beforeLoad: needs('changes.write'),
  component: lazyRouteComponent(() => import('./pages/EditChangePage'), 'EditChangePage'),
});

export const changeRoutes = [listRoute, newRoute, calendarRoute, changeRoute, editRoute] as const;
