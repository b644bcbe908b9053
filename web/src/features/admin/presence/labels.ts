import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Standing } from './model';

export const STANDING_LABELS: Record<Standing, MessageDescriptor> = {
  at_work: msg`At work`,
  off_shift: msg`Off shift`,
  on_leave: msg`On leave`,
  away: msg`Away`,
};

export const STANDING_COLORS: Record<Standing, string> = {
  at_work: 'teal',
  off_shift: 'gray',
  on_leave: 'grape',
  away: 'yellow',
};
