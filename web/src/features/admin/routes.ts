import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { needs, signedInRoute } from '@/app/route-roots';
import { readAdminSearch } from './frame/use-admin-search';
import type { PageName } from './pages';

const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'admin',
  beforeLoad: needs('teams.manage'),
  validateSearch: readAdminSearch,
  component: lazyRouteComponent(() => import('./frame/AdminLayout'), 'AdminLayout'),
});

async function load(name: PageName) {
  const { PAGES } = await import('./pages');
  return PAGES[name]();
}

/** A page below /admin, loaded when it is opened, for those with the permission. */
function page<P extends string>(path: P, permission: string, name: PageName) {
  return createRoute({
    getParentRoute: () => adminRoute,
    path,
    beforeLoad: needs(permission),
    component: lazyRouteComponent((() => load(name)) as never, name as never) as never,
  });
}

const SETTINGS = 'settings.manage';
const OPS = 'ops.manage';
const CHANGES = 'changes.manage';

export const adminRoutes = [
  adminRoute.addChildren([
    page('/', 'teams.manage', 'AdminHomePage'),
    page('users', 'users.manage', 'UsersPage'),
    page('roles', 'roles.manage', 'RolesPage'),
    page('sign-in', SETTINGS, 'SignInPage'),
    page('teams', 'teams.manage', 'TeamsPage'),
    page('teams/$teamId', 'teams.manage', 'TeamPage'),
    page('schedule', 'teams.manage', 'SchedulePage'),
    page('skills', 'teams.manage', 'SkillsPage'),
    page('handovers', 'tickets.bulk', 'HandoversPage'),
    page('categories', SETTINGS, 'CategoriesPage'),
    page('locations', SETTINGS, 'LocationsPage'),
    page('resolution-categories', SETTINGS, 'ResolutionsPage'),
    page('calendars', SETTINGS, 'CalendarsPage'),
    page('calendars/$calendarId', SETTINGS, 'CalendarPage'),
    page('sla', SETTINGS, 'SlaPage'),
    page('classification', SETTINGS, 'ClassificationPage'),
    page('matrix', SETTINGS, 'MatrixPage'),
    page('settings', SETTINGS, 'SettingsPage'),
    page('routing', SETTINGS, 'RoutingPage'),
    page('change-templates', CHANGES, 'TemplatesPage'),
    page('change-risk', CHANGES, 'RiskPage'),
    page('change-approvals', CHANGES, 'RulesPage'),
    page('change-freezes', CHANGES, 'FreezesPage'),
    page('lab', SETTINGS, 'LabPage'),
    page('lab/runs/$runId', SETTINGS, 'RunPage'),
    page('lab/$draftId', SETTINGS, 'DraftPage'),
    page('lab/$draftId/$part', SETTINGS, 'DraftContentPage'),
    page('lab/$draftId/calendars/$calendarId', SETTINGS, 'DraftCalendarPage'),
    page('versions', SETTINGS, 'VersionsPage'),
    page('mails', SETTINGS, 'MailsPage'),
    page('mails/$template', SETTINGS, 'MailWordingPage'),
    page('outbox', OPS, 'OutboxPage'),
    page('suppressions', OPS, 'SuppressionsPage'),
    page('webhooks', SETTINGS, 'WebhooksPage'),
    page('reporting', SETTINGS, 'ReportingPage'),
    page('quarantine', OPS, 'QuarantinePage'),
    page('jobs', OPS, 'JobsPage'),
    page('audit', 'audit.read', 'AuditPage'),
    page('health', OPS, 'HealthPage'),
  ]),
] as const;
