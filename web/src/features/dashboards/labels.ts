import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Period } from './model';

export const PERIOD_LABELS: Record<Period, MessageDescriptor> = {
  '7': msg`7 days`,
  '30': msg`30 days`,
  '90': msg`90 days`,
  '365': msg`12 months`,
};

const METRIC_LABELS: Record<string, MessageDescriptor> = {
  open: msg`Open`,
  unassigned: msg`Unassigned`,
  at_risk: msg`Due soon`,
  breached: msg`Overdue`,
  escalated: msg`Escalated`,
  pending: msg`Waiting`,
  unrouted: msg`Unrouted`,
  backlog: msg`Backlog`,
  aged_1: msg`Over 1 day`,
  aged_3: msg`Over 3 days`,
  aged_7: msg`Over 7 days`,
  aged_14: msg`Over 14 days`,
  aged_30: msg`Over 30 days`,
  created: msg`Raised`,
  resolved: msg`Resolved`,
  sla_percent: msg`Solved on time`,
  response_sla_percent: msg`Answered on time`,
  reopen_percent: msg`Reopened`,
  first_contact_percent: msg`Solved at first contact`,
  portal_percent: msg`Raised in the portal`,
  response_mean: msg`First answer, mean`,
  response_median: msg`First answer, median`,
  response_p90: msg`First answer, 9 of 10`,
  resolution_mean: msg`Solution, mean`,
  resolution_median: msg`Solution, median`,
  resolution_p90: msg`Solution, 9 of 10`,
  ratings: msg`Ratings`,
  csat_score: msg`Satisfaction`,
  csat_percent: msg`Satisfied`,
  my_ratings: msg`My ratings`,
  my_csat_score: msg`My satisfaction`,
  my_open: msg`My open tickets`,
  my_at_risk: msg`Mine, due soon`,
  my_breached: msg`Mine, overdue`,
  my_pending: msg`Mine, waiting`,
  my_resolved: msg`Resolved by me`,
  my_created: msg`Raised and mine`,
  changes_week: msg`Next seven days`,
  changes_review: msg`To be looked back at`,
  changes_emergency: msg`Open emergencies`,
  changes_finished: msg`Carried out`,
  change_success_percent: msg`Went well`,
  changes_failed: msg`Failed`,
  changes_rolled_back: msg`Rolled back`,
  change_emergency_percent: msg`Emergencies`,
  change_caused_percent: msg`Caused incidents`,
  assets_all: msg`All`,
  assets_active: msg`In use`,
  assets_in_stock: msg`In stock`,
  assets_for_repair: msg`For repair`,
  assets_lost: msg`Lost`,
  assets_warranty_soon: msg`Warranty ends`,
  assets_unowned: msg`Held by nobody`,
};

const PANEL_LABELS: Record<string, MessageDescriptor> = {
  now: msg`As of now`,
  period: msg`In the period`,
  volume: msg`Raised and resolved`,
  by_priority: msg`By priority`,
  by_category: msg`By category`,
  by_location: msg`By location`,
  sla_by_priority: msg`On time, by priority`,
  sla_by_team: msg`On time, by team`,
  times: msg`Times by priority`,
  by_status: msg`Open, by status`,
  aging: msg`Open for longer than`,
  aging_by_team: msg`Age of open tickets, by team`,
  backlog: msg`Backlog`,
  heat: msg`When tickets come in`,
  my_work: msg`My work`,
  my_status: msg`Mine, by status`,
  my_days: msg`My days`,
  my_priorities: msg`Mine, by priority`,
  goals: msg`Against the goals`,
  months: msg`Raised and resolved, by month`,
  sla_months: msg`On time, by month`,
  csat_months: msg`Satisfied, by month`,
  sites: msg`Sites`,
  attention: msg`What needs an administrator`,
  by_source: msg`How tickets come in`,
  by_rating: msg`Ratings`,
  csat_by_team: msg`Satisfaction, by team`,
  teams: msg`Teams`,
  agents: msg`Agents`,
  team_load: msg`Workload of teams`,
  agent_load: msg`Workload of agents`,
  changes_now: msg`Changes, as of now`,
  changes_ended: msg`Changes that ended in the period`,
  change_months: msg`Changes that went well, by month`,
  changes_by_type: msg`Changes by type`,
  changes_by_risk: msg`Changes by risk`,
  changes_by_team: msg`Changes by team`,
  assets_now: msg`Assets, as of now`,
  assets_by_type: msg`Assets by type`,
  assets_by_status: msg`Assets by status`,
  assets_by_location: msg`Assets by site`,
};

const PAGE_LABELS: Record<string, MessageDescriptor> = {
  manager: msg`Desk`,
  agent: msg`My work`,
  executive: msg`Overview`,
  changes: msg`Changes and assets`,
  admin: msg`Administration`,
};

/** A name of the server in the words of this interface; one this version does not know stays the server's. */
const labelled =
  (labels: Record<string, MessageDescriptor>) =>
  ({ key, name }: { key: string; name: string }): MessageDescriptor =>
    labels[key] ?? { id: name, message: name };

export const metricLabel = labelled(METRIC_LABELS);
export const panelLabel = labelled(PANEL_LABELS);
export const pageLabel = labelled(PAGE_LABELS);
