import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { LineKind, Relation } from '@/api/desk-types';
import type { Impact, PrioritySource, Urgency } from '@/api/types';
import type { FilterKey, ViewName } from '@/lib/queue-search';
import type { ComparedField } from './components/conflict';
import type { LaneBy } from './search';

/** Words for the closed lists of the desk. */
export const VIEW_LABELS: Record<ViewName, MessageDescriptor> = {
  mine: msg`My open`,
  unassigned: msg`Unassigned`,
  team: msg`My team`,
  breaching: msg`Breaching`,
  pending: msg`Pending`,
  mentions: msg`Mentions`,
  open: msg`All open`,
  resolved: msg`Resolved`,
  all: msg`All`,
};

export const LANE_LABELS: Record<LaneBy, MessageDescriptor> = {
  team: msg`Lanes by team`,
  agent: msg`Lanes by agent`,
  priority: msg`Lanes by priority`,
};

export const FILTER_LABELS: Record<FilterKey, MessageDescriptor> = {
  status: msg`Status`,
  priority: msg`Priority`,
  type: msg`Type`,
  category: msg`Category`,
  subcategory: msg`Subcategory`,
  location: msg`Location`,
  team: msg`Team`,
  assignee: msg`Assignee`,
  requester: msg`Requester`,
  tag: msg`Tag`,
  sla: msg`Target`,
  breached: msg`Missed a target`,
  escalated: msg`Escalated`,
  unrouted: msg`Unrouted`,
  created_from: msg`Raised from`,
  created_to: msg`Raised before`,
  resolved_from: msg`Resolved from`,
  resolved_to: msg`Resolved before`,
  updated_from: msg`Changed since`,
  mentioned: msg`I am mentioned`,
  due_within: msg`Due within minutes`,
  response_sla: msg`First answer`,
  resolution_sla: msg`Solution`,
  source: msg`Came in by`,
  rating: msg`Rated`,
  rated_from: msg`Rated from`,
  rated_to: msg`Rated before`,
  responded: msg`Answered`,
  reopened: msg`Reopened`,
  first_contact: msg`Solved at first contact`,
  open_at: msg`Open at`,
  weekday: msg`Weekday of raising`,
  hour: msg`Hour of raising`,
  zone: msg`Time zone`,
};

export const RELATION_LABELS: Record<Relation, MessageDescriptor> = {
  parent_of: msg`parent of`,
  child_of: msg`child of`,
  duplicate_of: msg`duplicate of`,
  duplicated_by: msg`duplicated by`,
  related: msg`related to`,
  caused_by: msg`caused by`,
  causes: msg`cause of`,
  fixed_by: msg`fixed by`,
  fixes: msg`fix of`,
};

export const SOURCE_LABELS: Record<PrioritySource, MessageDescriptor> = {
  requester: msg`Chosen by the requester`,
  rule: msg`Set by a rule`,
  matrix: msg`From impact and urgency`,
  default: msg`The default, because nothing else applied`,
  override: msg`Set by hand`,
};

export const IMPACT_LABELS: Record<Impact, MessageDescriptor> = {
  company: msg`whole company or site`,
  department: msg`a department`,
  few: msg`a few people`,
  one: msg`one person`,
};

export const URGENCY_LABELS: Record<Urgency, MessageDescriptor> = {
  high: msg`high`,
  medium: msg`medium`,
  low: msg`low`,
};

export const LINE_LABELS: Record<LineKind, MessageDescriptor> = {
  worked: msg`Working time`,
  closed: msg`Closed`,
  after_hours: msg`After hours`,
  holiday: msg`Holiday`,
  exception: msg`Special day`,
  paused: msg`Paused`,
  carried: msg`Carried over`,
  more: msg`And so on`,
};

export const FIELD_LABELS: Record<ComparedField, MessageDescriptor> = {
  title: msg`Title`,
  status: msg`Status`,
  priority: msg`Priority`,
  category: msg`Category`,
  subcategory: msg`Subcategory`,
  location: msg`Location`,
  team: msg`Team`,
  assignee: msg`Assignee`,
  tags: msg`Tags`,
  is_escalated: msg`Escalated`,
};

/** What each clock of a ticket times. */
export const CLOCK_LABELS: Record<string, MessageDescriptor> = {
  response: msg`First response`,
  resolution: msg`Resolution`,
  update: msg`Next update`,
  ola: msg`Time in the team`,
  promise: msg`Promised date`,
};

/** Why a clock stands still, where no pending reason says it. */
export const STATUS_PAUSES: Record<string, MessageDescriptor> = {
  new: msg`nobody has begun yet`,
  reopened: msg`reopened, not begun again`,
  resolved: msg`resolved`,
  pending: msg`pending`,
};
