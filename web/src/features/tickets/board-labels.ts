import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AgentWork } from '@/api/board';

export const ABSENCE_LABELS: Record<NonNullable<AgentWork['absence']>, MessageDescriptor> = {
  away: msg`Away`,
  on_leave: msg`On leave`,
  off_shift: msg`Off shift`,
};
