import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Impact, Urgency } from '@/api/types';

export const IMPACT_LABELS: Record<Impact, MessageDescriptor> = {
  company: msg`Whole company`,
  department: msg`A department`,
  few: msg`A few people`,
  one: msg`One person`,
};

export const URGENCY_LABELS: Record<Urgency, MessageDescriptor> = {
  high: msg`High`,
  medium: msg`Medium`,
  low: msg`Low`,
};

export const IMPACTS: Impact[] = ['company', 'department', 'few', 'one'];
export const URGENCIES: Urgency[] = ['high', 'medium', 'low'];
