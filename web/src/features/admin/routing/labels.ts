import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { NotTaken, RuleOutcome } from '@/api/admin-routing';

export const NOT_TAKEN_LABELS: Record<NotTaken, MessageDescriptor> = {
  inactive: msg`is deactivated`,
  not_assignable: msg`gets no tickets by themselves`,
  away: msg`is away`,
  excluded: msg`must not get this ticket`,
  at_capacity: msg`has as many as they can take`,
  more_open_tickets: msg`has more open tickets`,
  assigned_more_recently: msg`was assigned one more recently`,
  later_in_order: msg`equal in everything, later in order`,
  rule_names_another: msg`the rule names another`,
};

export const OUTCOME_LABELS: Record<RuleOutcome['outcome'], MessageDescriptor> = {
  applied: msg`Applied`,
  not_matched: msg`Does not fit`,
  too_late: msg`Fits, but an earlier rule named the team`,
};
