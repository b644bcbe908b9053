import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarDay } from '@/api/admin-calendars';
import {
  EMPTY_CALENDAR,
  faultOf,
  isOpenAtAll,
  lookOf,
  minutesOf,
  monthGrid,
  nextInterval,
  tidyTime,
  toCalendarInput,
  toCalendarPatch,
  toCalendarValues,
  weekLines,
  weekMinutes,
  withSpecial,
} from './model';

const closed = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

describe('times', () => {
  it.each([
    ['9', 540],
    ['09:30', 570],
    ['0930', 570],
    ['9.30', 570],
    ['24:00', 1440],
    ['24:01', null],
    ['12:60', null],
    ['noon', null],
  ])('reads %s', (text, minutes) => expect(minutesOf(text)).toBe(minutes));

  it('writes times as the server does and leaves the rest as typed', () => {
    expect(tidyTime('9')).toBe('09:00');
    expect(tidyTime('noon')).toBe('noon');
  });
});

describe('hours of a day', () => {
  it('accepts several intervals, one ending at midnight', () => {
    expect(faultOf([])).toBeNull();
    expect(
      faultOf([
        { start: '08:00', end: '12:00' },
        { start: '20:00', end: '24:00' },
      ]),
    ).toBeNull();
  });

  it('says what is wrong', () => {
    expect(faultOf([{ start: '24:00', end: '24:00' }])).toBe('time');
    expect(faultOf([{ start: '18:00', end: '09:00' }])).toBe('order');
    expect(
      faultOf([
        { start: '08:00', end: '12:00' },
        { start: '11:00', end: '15:00' },
      ]),
    ).toBe('overlap');
  });

  it('offers an afternoon after a morning', () => {
    expect(nextInterval([])).toEqual({ start: '09:00', end: '18:00' });
    expect(nextInterval([{ start: '08:00', end: '12:00' }])).toEqual({ start: '13:00', end: '17:00' });
    expect(nextInterval([{ start: '08:00', end: '23:30' }])).toEqual({ start: '23:00', end: '24:00' });
  });
});

describe('a week', () => {
  it('is told in as few lines as possible', () => {
    expect(weekLines(EMPTY_CALENDAR.week)).toEqual([{ from: 'monday', to: 'friday', hours: '09:00–18:00' }]);
    const half = { ...EMPTY_CALENDAR.week, wednesday: [{ start: '09:00', end: '13:00' }] };
    expect(weekLines(half).map(({ from, to }) => `${from}-${to}`)).toEqual([
      'monday-tuesday',
      'wednesday-wednesday',
      'thursday-friday',
    ]);
  });

  it('adds up', () => {
    expect(weekMinutes(EMPTY_CALENDAR.week)).toBe(5 * 9 * 60);
    expect(isOpenAtAll(closed)).toBe(false);
  });
});

const calendar: Calendar = {
  ...EMPTY_CALENDAR,
  sites: [],
  id: 'c1',
  key: 'ph',
  name: 'Philippines',
  holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
  exceptions: [{ date: '2026-12-24', name: 'Christmas Eve', hours: [{ start: '09:00', end: '12:00' }] }],
  locations: [],
  is_active: true,
  version: 1,
};

describe('special days', () => {
  it('come in one list by date and leave as holidays and exceptions', () => {
    const values = toCalendarValues(calendar);
    expect(values.special.map((day) => day.name)).toEqual(['Christmas Eve', 'Christmas Day']);
    const { holidays, exceptions } = toCalendarInput(values);
    expect({ holidays, exceptions }).toEqual({
      holidays: calendar.holidays,
      exceptions: calendar.exceptions,
    });
  });

  it('are saved without touching what the default calendar is', () => {
    expect(toCalendarPatch(toCalendarValues(calendar))).not.toHaveProperty('is_default');
    expect(toCalendarPatch({ ...toCalendarValues(calendar), is_default: true })).toMatchObject({
      is_default: true,
    });
  });

  it('replace a day of the same kind and date, and no other', () => {
    const { special } = toCalendarValues(calendar);
    const renamed = withSpecial(special, { date: '2026-12-25', name: 'Christmas', hours: null });
    expect(renamed.map((day) => day.name)).toEqual(['Christmas Eve', 'Christmas']);
    const worked = withSpecial(special, { date: '2026-12-25', name: 'Shift', hours: [] });
    expect(worked).toHaveLength(3);
  });
});

describe('the year', () => {
  const day = (date: string, changes: Partial<CalendarDay> = {}): CalendarDay => ({
    date,
    kind: 'worked',
    name: null,
    hours: [],
    seconds: 3600,
    ...changes,
  });

  it('starts its weeks on Monday', () => {
    const days = Array.from({ length: 30 }, (_, at) => day(`2026-11-${String(at + 1).padStart(2, '0')}`));
    const grid = monthGrid(days, 11);
    expect(grid[0]?.map((cell) => cell?.date ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      '2026-11-01',
    ]);
    expect(grid.flat().filter(Boolean)).toHaveLength(30);
    expect(grid.every((week) => week.length === 7)).toBe(true);
    expect(monthGrid(days, 12)).toEqual([]);
  });

  it('tells the kinds of day apart', () => {
    expect(lookOf(day('2026-11-02'))).toBe('working');
    expect(lookOf(day('2026-11-01', { kind: 'closed', seconds: 0 }))).toBe('closed');
    expect(lookOf(day('2026-12-25', { kind: 'holiday', seconds: 0 }))).toBe('holiday');
    expect(lookOf(day('2026-12-24', { kind: 'exception' }))).toBe('special');
  });
});
