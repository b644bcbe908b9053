import type { SlotsInput } from '@/api/changes';
import { fromWall } from '@/lib/wall';
import type { ChangeDraft } from './draft';

export type Days = 'any' | 'weekdays' | 'weekend';

/** What a window is looked for with: how long, from which day on, in which hours, on which days. */
export interface SlotWish {
  minutes: number;
  from: string;
  opens: string;
  closes: string;
  days: Days;
}

const WEEKDAYS: Record<Days, number[]> = {
  any: [0, 1, 2, 3, 4, 5, 6],
  weekdays: [0, 1, 2, 3, 4],
  weekend: [5, 6],
};
const SEARCHED_MS = 28 * 86_400_000;
const SHORTEST = 15;
const LONGEST = 2_880;
const USUAL = 60;

/** The length of the window that stands in the form, in minutes; an hour where there is none. */
export function lengthOf({ from, to, timezone }: ChangeDraft): number {
  const start = from ? fromWall(from, timezone) : null;
  const end = to ? fromWall(to, timezone) : null;
  if (!start || !end) return USUAL;
  const minutes = Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
  return minutes >= SHORTEST && minutes <= LONGEST ? minutes : USUAL;
}

/** The question to the server: four weeks from the chosen day on, never in the past. */
export function slotsInput(draft: ChangeDraft, wish: SlotWish, nowMs: number): SlotsInput {
  const day = fromWall(`${wish.from}T00:00`, draft.timezone);
  const earliest = Math.max(day ? Date.parse(day) : nowMs, nowMs);
  return {
    duration_minutes: wish.minutes,
    earliest: new Date(earliest).toISOString(),
    latest: new Date(earliest + SEARCHED_MS).toISOString(),
    timezone: draft.timezone,
    opens: wish.opens,
    closes: wish.closes,
    weekdays: WEEKDAYS[wish.days],
    type: draft.type,
    systems: draft.systems,
    asset_ids: draft.assets.map(({ id }) => id),
    implementer_id: draft.implementer?.id ?? null,
    location_id: draft.location_id,
    team_id: draft.team_id,
    but: draft.id,
  };
}
