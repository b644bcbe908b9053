import {
  type Calendar,
  type CalendarDay,
  type CalendarInput,
  type Hours,
  WEEKDAYS,
  type Week,
  type Weekday,
} from '@/api/admin-calendars';

const DAY_MINUTES = 24 * 60;

/** A day unlike its weekday: closed (holiday), or with hours of its own. */
export interface SpecialDay {
  date: string;
  name: string;
  /** Null is a holiday; an empty list an extra closing. */
  hours: Hours[] | null;
}

export interface CalendarValues {
  name: string;
  timezone: string;
  is_default: boolean;
  /** Ids of calendars that take turns; null where it has hours of its own. */
  sites: string[] | null;
  week: Week;
  special: SpecialDay[];
  reason: string;
}

const OFFICE: Hours[] = [{ start: '09:00', end: '18:00' }];

export const EMPTY_CALENDAR: CalendarValues = {
  name: '',
  timezone: 'UTC',
  is_default: false,
  sites: null,
  week: {
    monday: OFFICE,
    tuesday: OFFICE,
    wednesday: OFFICE,
    thursday: OFFICE,
    friday: OFFICE,
    saturday: [],
    sunday: [],
  },
  special: [],
  reason: '',
};

const byDate = (a: SpecialDay, b: SpecialDay) => a.date.localeCompare(b.date) || a.name.localeCompare(b.name);

export const toCalendarValues = (calendar: Calendar): CalendarValues => ({
  name: calendar.name,
  timezone: calendar.timezone,
  is_default: calendar.is_default,
  sites: calendar.sites.length > 0 ? calendar.sites.map(({ id }) => id) : null,
  week: calendar.week,
  special: [
    ...calendar.holidays.map((day) => ({ ...day, hours: null })),
    ...calendar.exceptions.map(({ date, name, hours }) => ({ date, name, hours })),
  ].sort(byDate),
  reason: '',
});

export function toCalendarInput({ special, sites, week, ...values }: CalendarValues): CalendarInput {
  const plain = { ...values, name: values.name.trim(), reason: values.reason.trim() };
  if (sites) return { ...plain, sites };
  return {
    ...plain,
    week,
    holidays: special.filter((day) => day.hours === null).map(({ date, name }) => ({ date, name })),
    exceptions: special.flatMap(({ date, name, hours }) => (hours === null ? [] : [{ date, name, hours }])),
  };
}

/** Giving up being the default is not a change of its own: another calendar takes it over. */
export function toCalendarPatch(values: CalendarValues): Partial<CalendarInput> {
  const { is_default, ...rest } = toCalendarInput(values);
  return is_default ? { ...rest, is_default } : rest;
}

/** The list with this day, in place of one of the same kind on the same date. */
export function withSpecial(days: SpecialDay[], day: SpecialDay): SpecialDay[] {
  return [...withoutSpecial(days, day), day].sort(byDate);
}

export function withoutSpecial(days: SpecialDay[], gone: SpecialDay): SpecialDay[] {
  return days.filter((day) => day.date !== gone.date || (day.hours === null) !== (gone.hours === null));
}

/** Minutes since midnight, of `9`, `9:30`, `0930` or `24:00`; null where it is no time. */
export function minutesOf(text: string): number | null {
  const found = text.trim().match(/^(\d{1,2})(?:[:.]?(\d{2}))?$/);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) < 60 && minutes <= DAY_MINUTES ? minutes : null;
}

/** As the server writes it, `09:30`; what is no time stays as typed. */
export function tidyTime(text: string): string {
  const minutes = minutesOf(text);
  if (minutes === null) return text;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export type HoursFault = 'time' | 'order' | 'overlap';

/** What is wrong with the hours of a day, if anything. */
export function faultOf(hours: Hours[]): HoursFault | null {
  let last = 0;
  for (const { start, end } of hours) {
    const [from, to] = [minutesOf(start), minutesOf(end)];
    if (from === null || to === null || from === DAY_MINUTES) return 'time';
    if (to <= from) return 'order';
    if (from < last) return 'overlap';
    last = to;
  }
  return null;
}

export const isOpenAtAll = (week: Week): boolean => WEEKDAYS.some((day) => week[day].length > 0);

/** Minutes of work in a week. */
export function weekMinutes(week: Week): number {
  return WEEKDAYS.flatMap((day) => week[day]).reduce(
    (sum, { start, end }) => sum + Math.max(0, (minutesOf(end) ?? 0) - (minutesOf(start) ?? 0)),
    0,
  );
}

/** The next interval to offer: an afternoon after a morning, else office hours. */
export function nextInterval(hours: Hours[]): Hours {
  const last = hours.at(-1);
  const from = last ? minutesOf(last.end) : null;
  if (from === null) return { start: '09:00', end: '18:00' };
  const start = Math.min(from + 60, DAY_MINUTES - 60);
  return { start: tidyTime(clock(start)), end: tidyTime(clock(Math.min(start + 240, DAY_MINUTES))) };
}

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const key = (hours: Hours[]) => hours.map(({ start, end }) => `${start}–${end}`).join(', ');

export interface WeekLine {
  from: Weekday;
  to: Weekday;
  hours: string;
}

/** A week in as few lines as it can be told: days in a row with the same hours together, closed days left out. */
export function weekLines(week: Week): WeekLine[] {
  const lines: WeekLine[] = [];
  let previous = '';
  for (const day of WEEKDAYS) {
    const hours = key(week[day]);
    const last = lines.at(-1);
    if (hours && hours === previous && last) last.to = day;
    else if (hours) lines.push({ from: day, to: day, hours });
    previous = hours;
  }
  return lines;
}

export type DayLook = 'working' | 'closed' | 'holiday' | 'special';

export function lookOf(day: CalendarDay): DayLook {
  if (day.kind === 'holiday') return 'holiday';
  if (day.kind === 'exception') return 'special';
  return day.seconds > 0 ? 'working' : 'closed';
}

/** The days of a month in weeks from Monday; null before the first and after the last. */
export function monthGrid(days: CalendarDay[], month: number): (CalendarDay | null)[][] {
  const own = days.filter((day) => Number(day.date.slice(5, 7)) === month);
  const first = own[0];
  if (!first) return [];
  const lead = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells: (CalendarDay | null)[] = [...Array.from({ length: lead }, () => null), ...own];
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
