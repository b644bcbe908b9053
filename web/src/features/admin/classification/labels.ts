import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { TextField } from '@/api/admin-classification';
import type { PrioritySource } from '@/api/types';

export const FIELDS: TextField[] = ['title', 'description', 'business_impact'];

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
