import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DraftState, LabKind, RunState, What } from '@/api/admin-lab';

export const KINDS: LabKind[] = ['routing', 'classification', 'sla_policies', 'calendars'];

export const KIND_LABELS: Record<LabKind, MessageDescriptor> = {
  routing: msg`Routing`,
  classification: msg`Classification`,
  sla_policies: msg`SLA policies`,
  calendars: msg`Calendars`,
};

export const DRAFT_LABELS: Record<DraftState, MessageDescriptor> = {
  open: msg`Open`,
  scheduled: msg`Planned`,
  blocked: msg`Blocked`,
  activated: msg`Activated`,
  discarded: msg`Discarded`,
};

export const DRAFT_COLORS: Record<DraftState, string> = {
  open: 'indigo',
  scheduled: 'cyan',
  blocked: 'red',
  activated: 'teal',
  discarded: 'gray',
};

export const RUN_LABELS: Record<RunState, MessageDescriptor> = {
  queued: msg`Waiting`,
  running: msg`Running`,
  done: msg`Done`,
  cancelled: msg`Cancelled`,
  failed: msg`Failed`,
};

export const RUN_COLORS: Record<RunState, string> = {
  queued: 'gray',
  running: 'indigo',
  done: 'teal',
  cancelled: 'gray',
  failed: 'red',
};

export const WHATS: What[] = ['priority', 'team', 'agent', 'due', 'breach'];

export const WHAT_LABELS: Record<What, MessageDescriptor> = {
  priority: msg`Priority`,
  team: msg`Team`,
  agent: msg`Agent`,
  due: msg`Due date`,
  breach: msg`Breach`,
};

export const PART_LABELS: Record<string, MessageDescriptor> = {
  rules: msg`Rule`,
  matrix: msg`Matrix`,
  policies: msg`Policy`,
  sla_policies: msg`Policy`,
  calendars: msg`Calendar`,
};
