import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { JobState } from '@/api/admin-ops';

export const JOB_STATES: JobState[] = ['ready', 'running', 'parked'];

export const JOB_LABELS: Record<JobState, MessageDescriptor> = {
  ready: msg`Waiting`,
  running: msg`Running`,
  parked: msg`Set aside`,
};

export const JOB_COLORS: Record<JobState, string> = { ready: 'blue', running: 'teal', parked: 'red' };
