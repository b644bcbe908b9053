import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { GROUP_LABELS } from '@/ui/news-groups';

const OTHER_GROUPS: Record<string, MessageDescriptor> = {
  accounts: msg`Accounts and sign-in`,
  frame: msg`Around every mail`,
};

export const groupLabel = (group: string): MessageDescriptor =>
  OTHER_GROUPS[group] ?? GROUP_LABELS[group] ?? { id: group, message: group };

const PARTS: Record<string, MessageDescriptor> = {
  subject: msg`Subject`,
  heading: msg`Heading`,
  preview: msg`First words in the inbox`,
  bell: msg`In the bell`,
  intro: msg`Text`,
  why: msg`Why you receive this`,
  action: msg`Button`,
  sender: msg`Sender, above the mail`,
  no_reply: msg`Below the mail`,
  choose: msg`Before the link to the choices`,
};

/** What a sentence is; one that has no word of its own is called by its name in the template. */
export const partLabel = (part: string): MessageDescriptor =>
  PARTS[part] ?? { id: `mail-part-${part}`, message: part.replaceAll('_', ' ') };
