import type { AgentLoad } from '@/api/admin-teams';
import type { PersonSchedule } from '@/api/presence';

const DAY_MS = 24 * 3600_000;

export interface Day {
  /** YYYY-MM-DD in the viewer's zone. */
  date: string;
  /** UTC milliseconds, end exclusive; 23 or 25 hours apart when the clock changes. */
  start: number;
  end: number;
}

export interface Bar {
  kind: 'shift' | 'leave';
  /** Percent of the day. */
  left: number;
  width: number;
  starts_at: string;
  ends_at: string;
}

export type Standing = 'at_work' | 'off_shift' | 'on_leave' | 'away';

const pad = (value: number) => String(value).padStart(2, '0');
const dateOf = (at: Date) => `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which a date begins in a zone. */
export function midnight(date: string, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`);
  const guess = wall - offsetAt(wall, zone);
  return wall - offsetAt(guess, zone);
}

export function today(now: number, zone: string): string {
  return dateOf(new Date(now + offsetAt(now, zone)));
}

export const addDays = (date: string, days: number): string =>
  dateOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS));

/** The Monday of the week a date is in. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

export const weekFrom = (monday: string, zone: string): Day[] =>
  Array.from({ length: 7 }, (_, place) => {
    const date = addDays(monday, place);
    return { date, start: midnight(date, zone), end: midnight(addDays(date, 1), zone) };
  });

/** What of somebody's shift and leave falls on a day. Who has no shift is there all day. */
export function barsOn(day: Day, person: PersonSchedule): Bar[] {
  const all = { starts_at: new Date(day.start).toISOString(), ends_at: new Date(day.end).toISOString() };
  const shifts = person.shift ? person.spans : [all];
  return [
    ...shifts.map((span) => ({ ...span, kind: 'shift' as const })),
    ...person.leaves.map((span) => ({ ...span, kind: 'leave' as const })),
  ].flatMap(({ kind, starts_at, ends_at }) => {
    const from = Math.max(Date.parse(starts_at), day.start);
    const to = Math.min(Date.parse(ends_at), day.end);
    if (from >= to) return [];
    const percent = (at: number) => ((at - day.start) / (day.end - day.start)) * 100;
    return [{ kind, left: percent(from), width: percent(to) - percent(from), starts_at, ends_at }];
  });
}

export interface Row extends PersonSchedule {
  standing: Standing;
  open: number;
  capacity: number | null;
  isFull: boolean;
}

/** People with how much they have to do, those at work with most room first. */
export function rowsOf(people: PersonSchedule[], loads: AgentLoad[]): Row[] {
  const byId = new Map(loads.map((load) => [load.id, load]));
  return people.map((person) => {
    const load = byId.get(person.user.id);
    const open = load?.open_count ?? 0;
    const capacity = load?.capacity ?? null;
    return {
      ...person,
      standing: person.absence ?? (load?.is_away ? 'away' : 'at_work'),
      open,
      capacity,
      isFull: capacity !== null && open >= capacity,
    };
  });
}

export function figuresOf(rows: Row[]) {
  return {
    people: rows.length,
    atWork: rows.filter((row) => row.standing === 'at_work').length,
    onLeave: rows.filter((row) => row.standing === 'on_leave').length,
    open: rows.reduce((sum, row) => sum + row.open, 0),
    full: rows.filter((row) => row.isFull).length,
  };
}
