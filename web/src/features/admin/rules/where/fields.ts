import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Op, TicketField, TicketSource } from '@/api/conditions';
import { PRIORITY_LABELS, TYPE_LABELS } from '@/ui/labels';
import { IMPACT_LABELS, IMPACTS, PRIORITIES, TYPES, URGENCIES, URGENCY_LABELS } from '../labels';

export type Kind = 'choice' | 'reference' | 'text' | 'boolean' | 'words';

export interface FieldInfo {
  kind: Kind;
  /** In the list of fields. */
  label: MessageDescriptor;
  /** At the start of a sentence: "the category is …". */
  subject: MessageDescriptor;
  choices?: { value: string; label: MessageDescriptor }[];
  /** Choices from the highest to the lowest: ranges fit too. */
  ranked?: true;
}

export const SOURCE_LABELS: Record<TicketSource, MessageDescriptor> = {
  portal: msg`Portal`,
  agent: msg`Raised by an agent`,
  api: msg`Interface`,
  email: msg`Mail`,
  import: msg`Import`,
};

const choices = <V extends string>(values: V[], labels: Record<V, MessageDescriptor>) =>
  values.map((value) => ({ value, label: labels[value] }));

export const FIELDS: Record<TicketField, FieldInfo> = {
  category: { kind: 'reference', label: msg`Category`, subject: msg`category` },
  subcategory: { kind: 'reference', label: msg`Subcategory`, subject: msg`subcategory` },
  location: { kind: 'reference', label: msg`Location`, subject: msg`location` },
  type: { kind: 'choice', label: msg`Type`, subject: msg`type`, choices: choices(TYPES, TYPE_LABELS) },
  priority: {
    kind: 'choice',
    label: msg`Priority`,
    subject: msg`priority`,
    choices: choices(PRIORITIES, PRIORITY_LABELS),
    ranked: true,
  },
  impact: {
    kind: 'choice',
    label: msg`Impact`,
    subject: msg`impact`,
    choices: choices(IMPACTS, IMPACT_LABELS),
    ranked: true,
  },
  urgency: {
    kind: 'choice',
    label: msg`Urgency`,
    subject: msg`urgency`,
    choices: choices(URGENCIES, URGENCY_LABELS),
    ranked: true,
  },
  source: {
    kind: 'choice',
    label: msg`How it came in`,
    subject: msg`how it came in`,
    choices: choices(['portal', 'agent', 'api', 'email', 'import'], SOURCE_LABELS),
  },
  department: { kind: 'text', label: msg`Department of the requester`, subject: msg`department` },
  requester: { kind: 'reference', label: msg`Requester`, subject: msg`requester` },
  vip: { kind: 'boolean', label: msg`VIP`, subject: msg`requester` },
  text: { kind: 'words', label: msg`Words anywhere in the ticket`, subject: msg`ticket` },
  title: { kind: 'words', label: msg`Words in the title`, subject: msg`title` },
  description: { kind: 'words', label: msg`Words in the description`, subject: msg`description` },
  business_impact: {
    kind: 'words',
    label: msg`Words in the business impact`,
    subject: msg`business impact`,
  },
  tags: { kind: 'text', label: msg`Tags`, subject: msg`a tag` },
};

export const ALL_FIELDS = Object.keys(FIELDS) as TicketField[];

const PRESENCE: Op[] = ['is_set', 'is_not_set'];
const MEMBERSHIP: Op[] = ['is_one_of', 'is_none_of'];
const RANGES: Op[] = ['at_least', 'at_most', 'between'];

/** The operators that fit a field, the usual one first. */
export function operatorsOf(field: TicketField): Op[] {
  const { kind, ranked } = FIELDS[field];
  if (kind === 'boolean') return ['is_true', 'is_false'];
  if (kind === 'words') return ['mentions_any', 'mentions_all', 'mentions_none'];
  return [...MEMBERSHIP, ...(ranked ? RANGES : []), ...PRESENCE];
}

export const OP_LABELS: Record<Op, MessageDescriptor> = {
  is_one_of: msg`is`,
  is_none_of: msg`is not`,
  is_set: msg`is given`,
  is_not_set: msg`is not given`,
  is_true: msg`is a VIP`,
  is_false: msg`is no VIP`,
  equals: msg`is exactly`,
  at_least: msg`is at least`,
  at_most: msg`is at most`,
  between: msg`is between`,
  mentions_any: msg`mentions`,
  mentions_all: msg`mentions all of`,
  mentions_none: msg`does not mention`,
};

export const DENIED_OP_LABELS: Record<Op, MessageDescriptor> = {
  ...OP_LABELS,
  is_one_of: msg`is not`,
  is_none_of: msg`is`,
  is_set: msg`is not given`,
  is_not_set: msg`is given`,
  is_true: msg`is no VIP`,
  is_false: msg`is a VIP`,
  equals: msg`is not exactly`,
  at_least: msg`is below`,
  at_most: msg`is above`,
  between: msg`is not between`,
  mentions_any: msg`does not mention`,
  mentions_all: msg`does not mention all of`,
  mentions_none: msg`mentions`,
};
