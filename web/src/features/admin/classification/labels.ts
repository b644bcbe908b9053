import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RuleKind, TextField } from '@/api/admin-classification';
import type { PrioritySource } from '@/api/types';

export const KINDS: RuleKind[] = ['keyword', 'business_impact', 'vip'];
export const FIELDS: TextField[] = ['title', 'description', 'business_impact'];

export const KIND_LABELS: Record<RuleKind, MessageDescriptor> = {
  keyword: msg`Words of the ticket`,
  business_impact: msg`Impact on the business`,
  vip: msg`VIP requester`,
};

export const KIND_MEANINGS: Record<RuleKind, MessageDescriptor> = {
  keyword: msg`Reads title, description and impact, or those of them you choose.`,
  business_impact: msg`Reads only what the requester says it does to the business.`,
  vip: msg`The least priority that tickets of VIPs get.`,
};

export const FIELD_LABELS: Record<TextField, MessageDescriptor> = {
  title: msg`Title`,
  description: msg`Description`,
  business_impact: msg`Business impact`,
};

export const SOURCE_LABELS: Record<PrioritySource, MessageDescriptor> = {
  requester: msg`The requester chose it.`,
  rule: msg`A rule decided.`,
  matrix: msg`No rule holds; the impact × urgency matrix decided.`,
  default: msg`No rule holds and impact or urgency is not known: the lowest priority.`,
  override: msg`Somebody set it by hand.`,
};
