import { queryOptions } from '@tanstack/react-query';
import { call, collection, type Versioned } from './admin-http';
import type { NamedRef } from './types';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Local wall times, `09:00`; an interval may end at `24:00`. */
export interface Hours {
  start: string;
  end: string;
}

export type Week = Record<Weekday, Hours[]>;

export interface Holiday {
  /** `2026-12-25`. */
  date: string;
  name: string;
}

/** A day with hours of its own; without hours it is closed. */
export interface ExceptionDay extends Holiday {
  hours: Hours[];
}

export interface CalendarInput {
  name: string;
  timezone: string;
  /** A calendar of several others, in turn; empty where it has hours of its own. */
  sites?: string[];
  week?: Week;
  holidays?: Holiday[];
  exceptions?: ExceptionDay[];
  is_default: boolean;
  /** Kept with the version that comes of it. */
  reason?: string;
}

export interface Site extends NamedRef {
  timezone: string;
}

export interface Calendar extends Versioned, Omit<CalendarInput, 'sites' | 'reason'> {
  key: string;
  week: Week;
  holidays: Holiday[];
  exceptions: ExceptionDay[];
  /** The calendars that take turns in it; empty where it has hours of its own. */
  sites: Site[];
  /** Names of the places that follow it. */
  locations: string[];
  is_active: boolean;
}

export interface CalendarDay {
  date: string;
  kind: string;
  name: string | null;
  hours: Hours[];
  /** Working time of the day, seconds; differs from the hours where clocks change. */
  seconds: number;
}

export interface CalendarYear {
  id: string;
  name: string;
  timezone: string;
  year: number;
  total_seconds: number;
  days: CalendarDay[];
}

export const calendars = collection<Calendar, CalendarInput, Partial<CalendarInput & { is_active: boolean }>>(
  'calendars',
);

export const calendarYearQuery = (id: string, year: number, source = calendars) =>
  queryOptions({
    queryKey: [...source.keys.detail(id), 'year', year, source.path] as const,
    queryFn: ({ signal }) =>
      call<CalendarYear>('get', `${source.path}/${id}/year`, { query: { year }, signal }),
  });
