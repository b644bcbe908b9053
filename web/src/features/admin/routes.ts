import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { needs, signedInRoute } from '@/app/route-roots';
import { readAdminSearch } from './frame/use-admin-search';

const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'admin',
  beforeLoad: needs('teams.manage'),
  validateSearch: readAdminSearch,
  component: lazyRouteComponent(() => import('./frame/AdminLayout'), 'AdminLayout'),
});

/** A page below /admin, loaded when it is opened, for those with the permission. */
function page<P extends string>(
  path: P,
  permission: string,
  load: () => Promise<Record<string, unknown>>,
  name: string,
) {
  return createRoute({
    getParentRoute: () => adminRoute,
    path,
    beforeLoad: needs(permission),
    component: lazyRouteComponent(load as never, name as never) as never,
  });
}

const SETTINGS = 'settings.manage';
const OPS = 'ops.manage';
const CHANGES = 'changes.manage';

export const adminRoutes = [
  adminRoute.addChildren([
    page('/', 'teams.manage', () => import('./home/AdminHomePage'), 'AdminHomePage'),
    page('users', 'users.manage', () => import('./users/UsersPage'), 'UsersPage'),
    page('roles', 'roles.manage', () => import('./roles/RolesPage'), 'RolesPage'),
    page('sign-in', SETTINGS, () => import('./sign-in/SignInPage'), 'SignInPage'),
    page('teams', 'teams.manage', () => import('./teams/TeamsPage'), 'TeamsPage'),
    page('teams/$teamId', 'teams.manage', () => import('./teams/TeamPage'), 'TeamPage'),
    page('schedule', 'teams.manage', () => import('./presence/SchedulePage'), 'SchedulePage'),
    page('skills', 'teams.manage', () => import('./presence/SkillsPage'), 'SkillsPage'),
    page('handovers', 'tickets.bulk', () => import('./handovers/HandoversPage'), 'HandoversPage'),
    page('categories', SETTINGS, () => import('./lists/CategoriesPage'), 'CategoriesPage'),
    page('locations', SETTINGS, () => import('./lists/LocationsPage'), 'LocationsPage'),
    page('resolution-categories', SETTINGS, () => import('./lists/ResolutionsPage'), 'ResolutionsPage'),
    page('calendars', SETTINGS, () => import('./calendars/CalendarsPage'), 'CalendarsPage'),
    page('calendars/$calendarId', SETTINGS, () => import('./calendars/CalendarPage'), 'CalendarPage'),
    page('sla', SETTINGS, () => import('./sla/SlaPage'), 'SlaPage'),
    page(
      'classification',
      SETTINGS,
      () => import('./classification/ClassificationPage'),
      'ClassificationPage',
    ),
    page('matrix', SETTINGS, () => import('./classification/MatrixPage'), 'MatrixPage'),
    page('settings', SETTINGS, () => import('./settings/SettingsPage'), 'SettingsPage'),
    page('routing', SETTINGS, () => import('./routing/RoutingPage'), 'RoutingPage'),
    page('change-templates', CHANGES, () => import('./changes/TemplatesPage'), 'TemplatesPage'),
    page('change-risk', CHANGES, () => import('./changes/RiskPage'), 'RiskPage'),
    page('change-approvals', CHANGES, () => import('./changes/RulesPage'), 'RulesPage'),
    page('change-freezes', CHANGES, () => import('./changes/FreezesPage'), 'FreezesPage'),
    page('lab', SETTINGS, () => import('./lab/LabPage'), 'LabPage'),
    page('lab/runs/$runId', SETTINGS, () => import('./lab/RunPage'), 'RunPage'),
    page('lab/$draftId', SETTINGS, () => import('./lab/DraftPage'), 'DraftPage'),
    page('lab/$draftId/$part', SETTINGS, () => import('./lab/DraftContentPage'), 'DraftContentPage'),
    page(
      'lab/$draftId/calendars/$calendarId',
      SETTINGS,
      () => import('./lab/DraftContentPage'),
      'DraftCalendarPage',
    ),
    page('versions', SETTINGS, () => import('./lab/VersionsPage'), 'VersionsPage'),
    page('outbox', OPS, () => import('./outbox/OutboxPage'), 'OutboxPage'),
    page('webhooks', SETTINGS, () => import('./webhooks/WebhooksPage'), 'WebhooksPage'),
    page('quarantine', OPS, () => import('./quarantine/QuarantinePage'), 'QuarantinePage'),
    page('jobs', OPS, () => import('./jobs/JobsPage'), 'JobsPage'),
    page('audit', 'audit.read', () => import('./audit/AuditPage'), 'AuditPage'),
    page('health', OPS, () => import('./health/HealthPage'), 'HealthPage'),
  ]),
] as const;
