import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Grouping, ViewColumn } from '@/api/desk-types';

/** Words for the layout of a view. */
export const COLUMN_LABELS: Record<ViewColumn, MessageDescriptor> = {
  priority: msg`Priority`,
  status: msg`Status`,
  sla: msg`Due`,
  team: msg`Team`,
  assignee: msg`Assignee`,
  requester: msg`Requester`,
  category: msg`Category`,
  location: msg`Location`,
  updated: msg`Last change`,
};

export const GROUPING_LABELS: Record<Grouping, MessageDescriptor> = {
  status: msg`Status`,
  priority: msg`Priority`,
  assignee: msg`Assignee`,
  team: msg`Team`,
  category: msg`Category`,
};
