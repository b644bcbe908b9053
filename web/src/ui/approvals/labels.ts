import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ApprovalState, ApprovalView } from '@/api/approvals';

export const APPROVAL_STATE_LABELS: Record<ApprovalState, MessageDescriptor> = {
  waiting: msg`Not yet its turn`,
  open: msg`Waiting`,
  approved: msg`Approved`,
  rejected: msg`Rejected`,
  voided: msg`Voided`,
};

export const APPROVAL_STATE_COLORS: Record<ApprovalState, string> = {
  waiting: 'gray',
  open: 'blue',
  approved: 'teal',
  rejected: 'red',
  voided: 'gray',
};

export const APPROVAL_VIEW_LABELS: Record<ApprovalView, MessageDescriptor> = {
  pending: msg`Waiting for you`,
  decided: msg`Decided by you`,
  asked: msg`Asked for by you`,
};
