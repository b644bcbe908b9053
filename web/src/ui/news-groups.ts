import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What kinds of news are gathered under, where people choose and where mails are worded. */
export const GROUP_LABELS: Record<string, MessageDescriptor> = {
  tickets: msg`Tickets`,
  service_levels: msg`Service levels`,
  team: msg`Team`,
  knowledge: msg`Knowledge base`,
  assets: msg`Assets`,
  changes: msg`Changes`,
};
