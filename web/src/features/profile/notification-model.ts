import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Choices, ChoicesPut, Preset } from '@/api/notifications';

type Kind = Choices['kinds'][number];
export type Way = 'bell' | 'email';

/** A preset shows at once what it means; "my own" begins with what held before. */
export function withPreset(choices: Choices, preset: Preset): Choices {
  if (preset === 'own') return { ...choices, preset };
  return { ...choices, preset, kinds: choices.kinds.map((kind) => ({ ...kind, ...meaning(preset, kind) })) };
}

function meaning(preset: Preset, kind: Kind): Record<Way, boolean> {
  if (preset === 'quiet') return { bell: kind.is_personal, email: false };
  return { bell: true, email: preset === 'all' || kind.is_loud };
}

/** Whoever changes one thing has choices of their own from then on. */
export function withWay(choices: Choices, key: string, way: Way, on: boolean): Choices {
  const kinds = choices.kinds.map((kind) => (kind.key === key ? { ...kind, [way]: on } : kind));
  return { ...choices, preset: 'own', kinds };
}

export function writable({ kinds, timezone: _, ...rest }: Choices): ChoicesPut {
  const own = Object.fromEntries(kinds.map(({ key, bell, email }) => [key, { bell, email }]));
  return { ...rest, own: rest.preset === 'own' ? own : {} };
}

/** In the person's language; a kind this version does not know keeps the server's name. */
export const KIND_LABELS: Record<string, MessageDescriptor> = {
  'ticket.created': msg`A ticket was raised`,
  'ticket.assigned': msg`A ticket was assigned to me`,
  'ticket.commented': msg`Somebody wrote on a ticket`,
  'ticket.mentioned': msg`Somebody mentioned me`,
  'ticket.status_changed': msg`The status changed, or a date was promised`,
  'ticket.reminded': msg`A ticket waits for my answer`,
  'ticket.resolved': msg`A ticket was resolved`,
  'ticket.reopened': msg`A ticket was reopened`,
  'ticket.closed': msg`A ticket was closed`,
  'file.held': msg`A file was held back`,
  'sla.warning': msg`A target is close`,
  'sla.breached': msg`A target was missed`,
  'ticket.escalated': msg`A ticket was escalated`,
  'handover.offered': msg`Tickets of somebody absent wait for a decision`,
  'asset.handed_over': msg`A device was handed to me, or taken back`,
  'article.review_due': msg`An article of mine is due for review`,
  'approval.asked': msg`I am asked to approve something`,
  'approval.decided': msg`What I asked approval for was decided`,
  'change.scheduled': msg`A change of mine has its time`,
};
