import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Period } from './model';

export const PERIOD_LABELS: Record<Period, MessageDescriptor> = {
  '7': msg`7 days`,
  '30': msg`30 days`,
  '90': msg`90 days`,
  '365': msg`12 months`,
};

const FIGURE_LABELS: Record<string, MessageDescriptor> = {
  open: msg`Open`,
  unassigned: msg`Unassigned`,
  at_risk: msg`Due soon`,
  breached: msg`Overdue`,
  escalated: msg`Escalated`,
  created: msg`Raised`,
  resolved: msg`Resolved`,
  sla_percent: msg`Solved on time`,
  reopen_percent: msg`Reopened`,
  response_median: msg`First answer, median`,
  resolution_median: msg`Solution, median`,
  resolution_p90: msg`Solution, 9 of 10`,
};

/** A figure this version does not know keeps the server's name. */
export const figureLabel = (key: string): MessageDescriptor =>
  FIGURE_LABELS[key] ?? { id: key, message: key };
