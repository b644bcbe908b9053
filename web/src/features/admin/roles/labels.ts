import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const PERMISSION_LABELS: Record<string, MessageDescriptor> = {
  'tickets.create': msg`Raise tickets`,
  'tickets.create_for_others': msg`Raise tickets for others`,
  'tickets.work': msg`Work the tickets of their teams`,
  'tickets.read_location': msg`See and work every ticket of their own location`,
  'tickets.read_all': msg`See and work every ticket`,
  'tickets.assign_any': msg`Assign tickets across teams`,
  'tickets.override_priority': msg`Override and decide on priorities`,
  'tickets.override_sla': msg`Promise dates by hand`,
  'tickets.bulk': msg`Change many tickets at once`,
  'users.read': msg`See names of people and teams`,
  'users.manage': msg`Manage people`,
  'roles.manage': msg`Change what roles may do`,
  'teams.manage': msg`Manage teams, shifts and leave`,
  'dashboards.read': msg`See the dashboards of the whole desk`,
  'kb.write': msg`Write articles, read those for IT only`,
  'kb.publish': msg`Publish articles, change categories and synonyms`,
  'assets.read': msg`See the asset register and who holds what`,
  'assets.write': msg`Change assets, hand them over, import them`,
  'changes.write': msg`Write changes and see all of them`,
  'changes.approve': msg`Approve changes`,
  'changes.manage': msg`Schedule and close changes, keep freezes, templates and approval rules`,
  'settings.manage': msg`Change settings, rules, calendars and SLAs`,
  'audit.read': msg`Read the audit trail`,
  'ops.manage': msg`See sent mails, jobs and health`,
};
