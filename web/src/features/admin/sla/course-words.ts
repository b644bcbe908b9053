import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Metric, OnPriorityChange, OnReopen, PauseWord, Raise, Recipient } from '@/api/admin-sla';

export const METRIC_LABELS: Record<Metric, MessageDescriptor> = {
  response: msg`First answer`,
  resolution: msg`Solution`,
  update: msg`Updates`,
  ola: msg`Time in a team`,
};

export const PAUSE_LABELS: Record<PauseWord, MessageDescriptor> = {
  new: msg`New`,
  reopened: msg`Reopened`,
  pending: msg`Pending, whatever for`,
  user: msg`Pending: the requester`,
  vendor: msg`Pending: a vendor`,
  change: msg`Pending: a change`,
  approval: msg`Pending: an approval`,
};

export const REOPEN_LABELS: Record<OnReopen, MessageDescriptor> = {
  resume: msg`Goes on with the time that was left`,
  restart: msg`Begins again with the whole time`,
};

export const CHANGE_LABELS: Record<OnPriorityChange, MessageDescriptor> = {
  as_if_always: msg`As if the ticket had always had it`,
  from_now: msg`What was used stays; the new hours count from now on`,
  restart: msg`Begins again with the whole new time`,
};

export const RECIPIENT_LABELS: Record<Recipient, MessageDescriptor> = {
  assignee: msg`Assignee`,
  team_lead: msg`Lead of the team`,
  team_manager: msg`Manager of the team`,
  requester_manager: msg`Manager of the requester`,
  watchers: msg`Watchers`,
};

export const RAISE_LABELS: Record<Raise, MessageDescriptor> = {
  one_higher: msg`One higher than it is`,
  P1: msg`To P1`,
  P2: msg`To P2 at least`,
  P3: msg`To P3 at least`,
};
