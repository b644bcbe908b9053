import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute, needs, signedInRoute } from '@/app/route-roots';
import { oneOf, optional, text } from '@/lib/search';
import { SHELVES } from './shelves';

/** Fetched with the page, so that the first download of everybody else stays small. */
const api = () => import('@/api/knowledge');

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'kb',
  validateSearch: (search) => optional({ q: text(search.q), category: text(search.category) }),
  loader: ({ context }) => void api().then(({ homeQuery }) => context.queryClient.prefetchQuery(homeQuery())),
  component: lazyRouteComponent(() => import('./pages/KnowledgePage'), 'KnowledgePage'),
});

const articleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'kb/$slug',
  loader: ({ context, params }) =>
    void api().then(({ articleQuery, relatedQuery }) => {
      void import('@/ui/kb/ArticleBody');
      void context.queryClient.prefetchQuery(articleQuery(params.slug));
      void context.queryClient.prefetchQuery(relatedQuery(params.slug));
    }),
  component: lazyRouteComponent(() => import('./pages/ArticlePage'), 'ArticlePage'),
});

const manageRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'kb/manage',
  validateSearch: (search) => optional({ tab: oneOf(search.tab, SHELVES) }),
  beforeLoad: needs('kb.write'),
  component: lazyRouteComponent(() => import('./pages/ManagePage'), 'ManagePage'),
});

const newRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'kb/new',
  validateSearch: (search) => optional({ title: text(search.title) }),
  beforeLoad: needs('kb.write'),
  component: lazyRouteComponent(() => import('./pages/NewArticlePage'), 'NewArticlePage'),
});

const editRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'kb/$slug/edit',
  beforeLoad: needs('kb.write'),
  loader: ({ context, params }) =>
    void api().then(({ newestQuery }) => context.queryClient.prefetchQuery(newestQuery(params.slug))),
  component: lazyRouteComponent(() => import('./pages/EditPage'), 'EditPage'),
});

const historyRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'kb/$slug/history',
  beforeLoad: needs('kb.write'),
  loader: ({ context, params }) =>
    void api().then(({ versionsQuery }) => context.queryClient.prefetchQuery(versionsQuery(params.slug))),
  component: lazyRouteComponent(() => import('./pages/HistoryPage'), 'HistoryPage'),
});

export const knowledgeRoutes = [homeRoute, articleRoute] as const;
export const deskKnowledgeRoutes = [manageRoute, newRoute, editRoute, historyRoute] as const;
