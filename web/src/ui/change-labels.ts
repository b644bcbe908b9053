import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type {
  ChangeMove,
  ChangeObstacle,
  ChangeOutcome,
  ChangeState,
  ChangeType,
  ChangeView,
  FreezeEffect,
  RiskLevel,
  TicketRole,
} from '@/api/changes';

export const TYPE_LABELS: Record<ChangeType, MessageDescriptor> = {
  standard: msg`Standard`,
  normal: msg`Normal`,
  emergency: msg`Emergency`,
};

export const TYPE_TEXTS: Record<ChangeType, MessageDescriptor> = {
  standard: msg`From a template. Low risk and as its template says: it approves itself.`,
  normal: msg`Planned and approved before it is carried out.`,
  emergency: msg`Cannot wait. May begin before anybody answered, and is approved once more afterwards.`,
};

export const STATE_LABELS: Record<ChangeState, MessageDescriptor> = {
  draft: msg`Draft`,
  submitted: msg`Submitted`,
  approved: msg`Approved`,
  scheduled: msg`Scheduled`,
  implementing: msg`Implementing`,
  implemented: msg`Implemented`,
  failed: msg`Failed`,
  rolled_back: msg`Rolled back`,
  closed: msg`Closed`,
  rejected: msg`Rejected`,
  cancelled: msg`Cancelled`,
};

export const STATE_COLORS: Record<ChangeState, string> = {
  draft: 'gray',
  submitted: 'blue',
  approved: 'teal',
  scheduled: 'indigo',
  implementing: 'orange',
  implemented: 'teal',
  failed: 'red',
  rolled_back: 'red',
  closed: 'gray',
  rejected: 'red',
  cancelled: 'gray',
};

export const RISK_LABELS: Record<RiskLevel, MessageDescriptor> = {
  low: msg`Low`,
  medium: msg`Medium`,
  high: msg`High`,
  critical: msg`Critical`,
};

export const RISK_COLORS: Record<RiskLevel, string> = {
  low: 'teal',
  medium: 'yellow',
  high: 'orange',
  critical: 'red',
};

export const VIEW_LABELS: Record<ChangeView, MessageDescriptor> = {
  all: msg`All`,
  mine: msg`Mine`,
  awaiting: msg`Awaiting my approval`,
  week: msg`Next 7 days`,
  emergency: msg`Emergency`,
  review: msg`In review`,
};

export const MOVE_LABELS: Record<ChangeMove, MessageDescriptor> = {
  submit: msg`Submit`,
  withdraw: msg`Take back to draft`,
  schedule: msg`Schedule`,
  start: msg`Start`,
  finish: msg`Finish`,
  close: msg`Close`,
  cancel: msg`Cancel the change`,
  reopen: msg`Take up again`,
};

export const MOVE_DONE: Record<ChangeMove, MessageDescriptor> = {
  submit: msg`Submitted`,
  withdraw: msg`Back to draft; approvals given no longer count`,
  schedule: msg`Scheduled; its people are told`,
  start: msg`Started`,
  finish: msg`Finished`,
  close: msg`Closed`,
  cancel: msg`Cancelled`,
  reopen: msg`Taken up again as a draft`,
};

export const OBSTACLE_TEXTS: Record<ChangeObstacle, MessageDescriptor> = {
  not_yours: msg`Only its requester, its implementer and change managers can do this.`,
  needs_manager: msg`Only change managers can do this.`,
  not_the_implementer: msg`Only its implementer and change managers can do this.`,
  incomplete: msg`Something is still missing.`,
  no_implementer: msg`Choose who carries it out first.`,
  too_early: msg`Its window has not begun yet.`,
  window_over: msg`Its window is over; choose another.`,
  frozen: msg`Its window lies in a freeze that lets nothing through.`,
  review_missing: msg`Write the review first.`,
  late_approval_open: msg`Those who approve afterwards have not answered yet.`,
};

export const EFFECT_LABELS: Record<FreezeEffect, MessageDescriptor> = {
  warn: msg`It warns`,
  approve: msg`One more approval`,
  block: msg`Nothing goes through`,
};

export const EFFECT_TEXTS: Record<FreezeEffect, MessageDescriptor> = {
  warn: msg`Whoever plans and approves a change in it is told so.`,
  approve: msg`A change in it needs one more approval, after its board.`,
  block: msg`A change in it can be neither submitted nor scheduled nor started. An emergency may still begin.`,
};

export const OUTCOME_LABELS: Record<ChangeOutcome, MessageDescriptor> = {
  success: msg`It worked`,
  failed: msg`It failed`,
  rolled_back: msg`It was rolled back`,
};

export const FIELD_LABELS: Record<string, MessageDescriptor> = {
  type: msg`Type`,
  risk: msg`Risk`,
  window: msg`Window`,
  implementer: msg`Carried out by`,
  systems: msg`Affected systems`,
  assets: msg`Affected assets`,
  conflicts: msg`In the way`,
  justification: msg`Why it cannot wait`,
  reason: msg`Reason`,
  business_impact: msg`Business impact`,
  implementation_plan: msg`Implementation`,
  rollback_plan: msg`Back-out`,
  test_plan: msg`Test`,
  communication_plan: msg`Communication`,
  outcome: msg`Outcome`,
  outcome_note: msg`What happened`,
  risk_answers: msg`Risk questions`,
  template_id: msg`Template`,
};

export const TICKET_ROLE_LABELS: Record<TicketRole, MessageDescriptor> = {
  fixes: msg`Fixed by this change`,
  caused: msg`Caused by this change`,
  related: msg`Has to do with it`,
  suspect: msg`Came up soon after it, on what it touched`,
};
