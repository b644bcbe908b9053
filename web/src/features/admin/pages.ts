/**
 * Where each page of the administration lies. Fetched with the first of them, so that forty addresses of files are no
 * part of everybody's first download.
 */
export const PAGES = {
  AdminHomePage: () => import('./home/AdminHomePage'),
  AuditPage: () => import('./audit/AuditPage'),
  CalendarPage: () => import('./calendars/CalendarPage'),
  CalendarsPage: () => import('./calendars/CalendarsPage'),
  CategoriesPage: () => import('./lists/CategoriesPage'),
  ClassificationPage: () => import('./classification/ClassificationPage'),
  DraftCalendarPage: () => import('./lab/DraftContentPage'),
  DraftContentPage: () => import('./lab/DraftContentPage'),
  DraftPage: () => import('./lab/DraftPage'),
  FreezesPage: () => import('./changes/FreezesPage'),
  HandoversPage: () => import('./handovers/HandoversPage'),
  HealthPage: () => import('./health/HealthPage'),
  JobsPage: () => import('./jobs/JobsPage'),
  LabPage: () => import('./lab/LabPage'),
  LocationsPage: () => import('./lists/LocationsPage'),
  MatrixPage: () => import('./classification/MatrixPage'),
  OutboxPage: () => import('./outbox/OutboxPage'),
  QuarantinePage: () => import('./quarantine/QuarantinePage'),
  ResolutionsPage: () => import('./lists/ResolutionsPage'),
  RiskPage: () => import('./changes/RiskPage'),
  RolesPage: () => import('./roles/RolesPage'),
  RoutingPage: () => import('./routing/RoutingPage'),
  RulesPage: () => import('./changes/RulesPage'),
  RunPage: () => import('./lab/RunPage'),
  SchedulePage: () => import('./presence/SchedulePage'),
  SettingsPage: () => import('./settings/SettingsPage'),
  SignInPage: () => import('./sign-in/SignInPage'),
  SkillsPage: () => import('./presence/SkillsPage'),
  SlaPage: () => import('./sla/SlaPage'),
  TeamPage: () => import('./teams/TeamPage'),
  TeamsPage: () => import('./teams/TeamsPage'),
  TemplatesPage: () => import('./changes/TemplatesPage'),
  UsersPage: () => import('./users/UsersPage'),
  VersionsPage: () => import('./lab/VersionsPage'),
  WebhooksPage: () => import('./webhooks/WebhooksPage'),
};

export type PageName = keyof typeof PAGES;
