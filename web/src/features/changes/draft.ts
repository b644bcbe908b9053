import type {
  Change,
  ChangeAsset,
  ChangeInput,
  ChangePatch,
  ChangeTemplate,
  ChangeType,
} from '@/api/changes';
import type { NamedRef } from '@/api/types';
import { fromWall, toWall } from '@/lib/wall';

/** What stands in the form: times as a clock in the change's zone shows them. */
export interface ChangeDraft {
  /** Of a change that is there already: it is not in its own way. */
  id: string | null;
  type: ChangeType;
  template_id: string | null;
  title: string;
  justification: string;
  reason: string;
  business_impact: string;
  implementation_plan: string;
  rollback_plan: string;
  test_plan: string;
  communication_plan: string;
  systems: string[];
  assets: ChangeAsset[];
  risk_answers: Record<string, string>;
  timezone: string;
  from: string;
  to: string;
  implementer: NamedRef | null;
  location_id: string | null;
  team_id: string | null;
}

export const emptyDraft = (timezone: string): ChangeDraft => ({
  id: null,
  type: 'normal',
  template_id: null,
  title: '',
  justification: '',
  reason: '',
  business_impact: '',
  implementation_plan: '',
  rollback_plan: '',
  test_plan: '',
  communication_plan: '',
  systems: [],
  assets: [],
  risk_answers: {},
  timezone,
  from: '',
  to: '',
  implementer: null,
  location_id: null,
  team_id: null,
});

export const draftOf = (change: Change): ChangeDraft => ({
  id: change.id,
  type: change.type,
  template_id: change.template?.id ?? null,
  title: change.title,
  justification: change.justification,
  reason: change.reason,
  business_impact: change.business_impact,
  implementation_plan: change.implementation_plan,
  rollback_plan: change.rollback_plan,
  test_plan: change.test_plan,
  communication_plan: change.communication_plan,
  systems: change.systems,
  assets: change.assets,
  risk_answers: change.risk_answers,
  timezone: change.timezone,
  from: toWall(change.starts_at, change.timezone),
  to: toWall(change.ends_at, change.timezone),
  implementer: change.implementer,
  location_id: change.location?.id ?? null,
  team_id: change.team?.id ?? null,
});

/** What a template fills in; what it leaves open stays as it is. */
export function fromTemplate(draft: ChangeDraft, { id, fields }: ChangeTemplate): ChangeDraft {
  const filled = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== '' && value !== undefined),
  );
  return { ...draft, ...filled, type: 'standard', template_id: id };
}

const TEXTS = [
  'title',
  'justification',
  'reason',
  'business_impact',
  'implementation_plan',
  'rollback_plan',
  'test_plan',
  'communication_plan',
] as const;

/** The fields as the server takes them. */
export function patchOf(draft: ChangeDraft): ChangePatch {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, draft[name].trim()]));
  return {
    ...texts,
    systems: draft.systems,
    asset_ids: draft.assets.map(({ id }) => id),
    risk_answers: draft.risk_answers,
    timezone: draft.timezone,
    starts_at: draft.from ? fromWall(draft.from, draft.timezone) : null,
    ends_at: draft.to ? fromWall(draft.to, draft.timezone) : null,
    implementer_id: draft.implementer?.id ?? null,
    location_id: draft.location_id,
    team_id: draft.team_id,
  } as ChangePatch;
}

export const inputOf = (draft: ChangeDraft): ChangeInput =>
  ({ ...patchOf(draft), type: draft.type, template_id: draft.template_id }) as ChangeInput;

/** Only what differs, so that an approval is not voided by what was merely looked at. */
export function differences(before: ChangePatch, after: ChangePatch): ChangePatch {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof ChangePatch]),
  );
  return Object.fromEntries(changed) as ChangePatch;
}
