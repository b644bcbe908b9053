import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { PostKind, PostState, StatusService } from '@/api/status';

export const POST_STATES: Record<PostState, MessageDescriptor> = {
  investigating: msg`We are looking into it`,
  identified: msg`We know the cause`,
  monitoring: msg`Fixed, we are watching`,
  resolved: msg`Solved`,
  scheduled: msg`Planned`,
  in_progress: msg`Going on now`,
  completed: msg`Finished`,
  cancelled: msg`Called off`,
  published: msg`Announcement`,
  withdrawn: msg`Over`,
};

/** In the order they follow each other; the first is the one a post begins with. */
export const STATES_OF: Record<PostKind, PostState[]> = {
  incident: ['investigating', 'identified', 'monitoring', 'resolved'],
  maintenance: ['scheduled', 'in_progress', 'completed', 'cancelled'],
  announcement: ['published', 'withdrawn'],
};

export const SERVICE_STATES: Record<StatusService['state'], MessageDescriptor> = {
  operational: msg`Works`,
  maintenance: msg`Maintenance`,
  degraded: msg`Has trouble`,
  down: msg`Down`,
};

export const SERVICE_COLORS: Record<StatusService['state'], string> = {
  operational: 'teal',
  maintenance: 'blue',
  degraded: 'orange',
  down: 'red',
};
