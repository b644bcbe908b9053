import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { NotTaken } from '@/api/types';

/** Why somebody did not get a ticket, to follow their name. */
export const WHY_NOT: Record<NotTaken, MessageDescriptor> = {
  inactive: msg`account is not active`,
  not_assignable: msg`takes no tickets by routing`,
  on_leave: msg`is on leave`,
  off_shift: msg`is off shift`,
  away: msg`is away`,
  excluded: msg`gave it back`,
  lacks_skill: msg`lacks a skill that is asked for`,
  at_capacity: msg`has as many as allowed`,
  more_open_tickets: msg`has more open tickets`,
  more_for_their_weight: msg`has more for their weight`,
  assigned_more_recently: msg`got a ticket more recently`,
  later_in_order: msg`equal, later in order`,
  rule_names_another: msg`the rule names another`,
};

/** The words for a reason; one this program does not know yet speaks for itself. */
export const whyNot = (reason: NotTaken): MessageDescriptor =>
  WHY_NOT[reason] ?? { id: reason, message: reason };
