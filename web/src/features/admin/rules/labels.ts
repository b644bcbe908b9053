import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Impact, Priority, TicketType, Urgency } from '@/api/types';

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
export const PRIORITIES: Priority[] = ['P1', 'P2', 'P3', 'P4'];
export const TYPES: TicketType[] = ['incident', 'service_request'];
