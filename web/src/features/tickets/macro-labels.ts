import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Macro, MacroField, MacroPlace } from '@/api/macros';

export const MACRO_FIELD_LABELS: Record<MacroField, MessageDescriptor> = {
  status: msg`Status`,
  priority: msg`Priority`,
  team: msg`Team`,
  assignee: msg`Assignee`,
  tags: msg`Tags`,
};

export const MACRO_SCOPE_LABELS: Record<Macro['scope'], MessageDescriptor> = {
  private: msg`Only me`,
  team: msg`Team`,
  shared: msg`Everybody at the desk`,
};

export const PLACE_LABELS: Record<MacroPlace, MessageDescriptor> = {
  requester: msg`name of the requester`,
  number: msg`number of the ticket`,
  agent: msg`your name`,
  due: msg`when it is due`,
};
