import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RuleOutcome } from '@/api/admin-routing';

export const OUTCOME_LABELS: Record<RuleOutcome['outcome'], MessageDescriptor> = {
  applied: msg`Applied`,
  not_matched: msg`Does not fit`,
  too_late: msg`Fits, but an earlier rule named the team`,
};
