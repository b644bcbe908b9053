import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Cause } from '@/api/admin-suppressions';

export const CAUSES: Cause[] = ['bounced', 'complained', 'unsubscribed', 'added'];

export const CAUSE_LABELS: Record<Cause, MessageDescriptor> = {
  bounced: msg`Nobody there`,
  complained: msg`Called spam`,
  unsubscribed: msg`Unsubscribed`,
  added: msg`By hand`,
};

export const CAUSE_COLORS: Record<Cause, string> = {
  bounced: 'red',
  complained: 'orange',
  unsubscribed: 'yellow',
  added: 'gray',
};
