import type { Freeze, FreezeInput } from '@/api/change-settings';
import type { ChangeType, FreezeEffect } from '@/api/changes';
import { fromWall, toWall } from '@/lib/wall';

/** What stands in the form: times as a clock in the freeze's zone shows them. */
export interface FreezeValues {
  name: string;
  reason: string;
  from: string;
  to: string;
  timezone: string;
  effect: FreezeEffect;
  location_ids: string[];
  team_ids: string[];
  types: ChangeType[];
  approver_ids: string[];
}

/** A new freeze lets emergencies through. */
export const emptyFreeze = (timezone: string): FreezeValues => ({
  name: '',
  reason: '',
  from: '',
  to: '',
  timezone,
  effect: 'warn',
  location_ids: [],
  team_ids: [],
  types: ['standard', 'normal'],
  approver_ids: [],
});

export const freezeValues = (freeze: Freeze): FreezeValues => ({
  name: freeze.name,
  reason: freeze.reason,
  from: toWall(freeze.starts_at, freeze.timezone),
  to: toWall(freeze.ends_at, freeze.timezone),
  timezone: freeze.timezone,
  effect: freeze.effect,
  location_ids: freeze.location_ids,
  team_ids: freeze.team_ids,
  types: freeze.types,
  approver_ids: freeze.approvers.map(({ id }) => id),
});

/** Which fields cannot be sent as they are. */
export function freezeFaults({ name, from, to, timezone }: FreezeValues) {
  const start = from ? fromWall(from, timezone) : null;
  const end = to ? fromWall(to, timezone) : null;
  return {
    name: name.trim() === '',
    from: start === null,
    to: end === null || (start !== null && end <= start),
  };
}

/** The fields as the server takes them; who approves counts only where it asks. */
export function freezeBody(values: FreezeValues): FreezeInput {
  const { from, to, approver_ids, ...plain } = values;
  return {
    ...plain,
    name: values.name.trim(),
    starts_at: fromWall(from, values.timezone) ?? '',
    ends_at: fromWall(to, values.timezone) ?? '',
    approver_ids: values.effect === 'approve' ? approver_ids : [],
  };
}
