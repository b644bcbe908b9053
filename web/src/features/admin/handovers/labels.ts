import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Handover } from '@/api/handovers';

export const STATE_LABELS: Record<Handover['state'], MessageDescriptor> = {
  running: msg`Running`,
  done: msg`Done`,
  undoing: msg`Going back`,
  undone: msg`Undone`,
};

export const STATE_COLORS: Record<Handover['state'], string> = {
  running: 'blue',
  done: 'teal',
  undoing: 'blue',
  undone: 'gray',
};
