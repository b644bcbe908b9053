import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { deskRoute, needs } from '@/app/route-roots';
import { flag, oneOf, optional, text } from '@/lib/search';
import { SORTS, STATUSES, TABS } from './tabs';

/** Fetched with the page, so that the first download of everybody else stays small. */
const api = () => import('@/api/assets');

const listRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets',
  validateSearch: (search) =>
    optional({
      q: text(search.q),
      type: text(search.type),
      status: oneOf(search.status, STATUSES),
      location: text(search.location),
      unowned: flag(search.unowned),
      warranty: flag(search.warranty),
      sort: oneOf(search.sort, SORTS),
    }),
  beforeLoad: needs('assets.read'),
  loader: ({ context }) =>
    void api().then(({ assetTypesQuery }) => context.queryClient.prefetchQuery(assetTypesQuery())),
  component: lazyRouteComponent(() => import('./pages/AssetsPage'), 'AssetsPage'),
});

const typesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/types',
  beforeLoad: needs('assets.read'),
  component: lazyRouteComponent(() => import('./pages/TypesPage'), 'TypesPage'),
});

const importsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/imports',
  beforeLoad: needs('assets.write'),
  component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
});

const importRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/imports/$id',
  beforeLoad: needs('assets.write'),
  component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
});

const labelsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/labels',
  validateSearch: (search) => optional({ ids: text(search.ids) }),
  beforeLoad: needs('assets.read'),
  component: lazyRouteComponent(() => import('./labels/LabelsPage'), 'LabelsPage'),
});

const newRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/new',
  beforeLoad: needs('assets.write'),
  component: lazyRouteComponent(() => import('./pages/NewAssetPage'), 'NewAssetPage'),
});

const assetRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/$id',
  validateSearch: (search) => optional({ tab: oneOf(search.tab, TABS) }),
  beforeLoad: needs('assets.read'),
  loader: ({ context, params }) =>
    void api().then(({ assetQuery }) => context.queryClient.prefetchQuery(assetQuery(params.id))),
  component: lazyRouteComponent(() => import('./pages/AssetPage'), 'AssetPage'),
});

const editRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: 'assets/$id/edit',
  beforeLoad: needs('assets.write'),
  component: lazyRouteComponent(() => import('./pages/EditAssetPage'), 'EditAssetPage'),
});

export const deskAssetRoutes = [
  listRoute,
  typesRoute,
  importsRoute,
  importRoute,
  labelsRoute,
  newRoute,
  assetRoute,
  editRoute,
] as const;
