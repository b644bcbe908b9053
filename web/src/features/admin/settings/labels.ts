import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { ROLE_LABELS } from '@/ui/labels';

export const SETTING_LABELS: Record<string, MessageDescriptor> = {
  asset_repaired_when_resolved: msg`Resolving a ticket brings its assets back from repair`,
  auto_close_days: msg`Close resolved tickets after`,
  rating_days: msg`Let a closed ticket be rated for`,
  pending_user_reminder_business_days: msg`Remind a waiting requester after`,
  pending_user_close_business_days: msg`Close an unanswered ticket after`,
  reply_hold_seconds: msg`Hold a reply before it is sent`,
  merge_undo_hours: msg`A merge may be undone for`,
  attachment_max_mb: msg`Largest attachment`,
  ticket_attachments_max_mb: msg`All attachments of a ticket`,
  attachment_types: msg`Kinds of attachment`,
  file_link_minutes: msg`Download links work for`,
  duplicate_window_hours: msg`Look for duplicates in the last`,
  requester_may_choose_priority: msg`Requesters may choose the priority`,
  requester_highest_priority: msg`Highest priority a requester may choose`,
  text_languages: msg`Languages of rules`,
  triage_team_id: msg`Team for tickets no rule routes`,
  second_step_roles: msg`Who must sign in with a code`,
  session_idle_minutes: msg`Sign out after no use for`,
  session_days: msg`Sign out in any case after`,
  proof_minutes: msg`Ask again who it is after`,
  api_token_max_days: msg`Longest life of an API token`,
};

/** What the choices of a setting are called; others are shown as they are. */
export const CHOICE_LABELS: Record<string, Record<string, MessageDescriptor>> = {
  second_step_roles: ROLE_LABELS,
};

/** Settings with a page of their own. */
export const SIGN_IN_KEYS = [
  'second_step_roles',
  'session_idle_minutes',
  'session_days',
  'proof_minutes',
  'api_token_max_days',
];

export const SETTING_GROUPS: { label: MessageDescriptor; keys: string[] }[] = [
  {
    label: msg`Closing and reminding`,
    keys: [
      'auto_close_days',
      'pending_user_reminder_business_days',
      'pending_user_close_business_days',
      'rating_days',
    ],
  },
  {
    label: msg`Attachments`,
    keys: ['attachment_max_mb', 'ticket_attachments_max_mb', 'attachment_types', 'file_link_minutes'],
  },
  {
    label: msg`New tickets`,
    keys: ['requester_may_choose_priority', 'requester_highest_priority', 'duplicate_window_hours'],
  },
  { label: msg`Assets`, keys: ['asset_repaired_when_resolved'] },
  { label: msg`Replies and merges`, keys: ['reply_hold_seconds', 'merge_undo_hours'] },
  { label: msg`Rules`, keys: ['text_languages', 'triage_team_id'] },
];
