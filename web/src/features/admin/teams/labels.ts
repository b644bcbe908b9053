import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AssignmentMode } from '@/api/admin-teams';

/** How new tickets of a team find somebody: a few words for lists, a sentence for the form. */
export const MODE_LABELS: Record<AssignmentMode, { short: MessageDescriptor; long: MessageDescriptor }> = {
  least_loaded: {
    short: msg`To the least loaded`,
    long: msg`Go to the member with the fewest open tickets`,
  },
  round_robin: {
    short: msg`In turn`,
    long: msg`Go to the members in turn, however many they have open`,
  },
  weighted: {
    short: msg`By weight`,
    long: msg`Go to the members by weight: 2 gets twice as many as 1`,
  },
  manual: {
    short: msg`Taken by hand`,
    long: msg`Wait in the team’s queue until somebody takes them`,
  },
};

export const MODES = Object.keys(MODE_LABELS) as AssignmentMode[];
