import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { HeldState } from '@/api/admin-quarantine';

export const HELD_STATES: HeldState[] = ['infected', 'unscannable', 'pending'];

export const HELD_LABELS: Record<HeldState, MessageDescriptor> = {
  infected: msg`Infected`,
  unscannable: msg`Not scannable`,
  pending: msg`Waiting`,
};

export const HELD_COLORS: Record<HeldState, string> = {
  infected: 'red',
  unscannable: 'orange',
  pending: 'gray',
};
