import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DeliveryState } from '@/api/admin-ops';

export const DELIVERY_STATES: DeliveryState[] = [
  'queued',
  'sending',
  'sent',
  'kept',
  'failed',
  'held',
  'merged',
  'withheld',
  'suppressed',
];

export const DELIVERY_LABELS: Record<DeliveryState, MessageDescriptor> = {
  queued: msg`Waiting`,
  sending: msg`Being sent`,
  sent: msg`Sent`,
  kept: msg`Kept here`,
  failed: msg`Failed`,
  held: msg`For a digest`,
  merged: msg`In a digest`,
  withheld: msg`Withheld`,
  suppressed: msg`Suppressed`,
};

export const DELIVERY_COLORS: Record<DeliveryState, string> = {
  queued: 'blue',
  sending: 'indigo',
  sent: 'teal',
  kept: 'gray',
  failed: 'red',
  held: 'blue',
  merged: 'teal',
  withheld: 'orange',
  suppressed: 'orange',
};
