import { fromWall, toWall } from '@/lib/wall';
import type { Mode } from '../views';

/** A day of a calendar, written `2026-12-01`: it has no zone of its own. */
export type Day = string;

/** Whatever lies between two instants. */
export interface Span {
  starts_at: string;
  ends_at: string;
}

const DAY_MS = 86_400_000;
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);
const WEEK = 7;
const LISTED = 30;

export const addDays = (day: Day, days: number): Day =>
  new Date(noon(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The day a clock in `zone` shows at an instant. */
export const dayAt = (iso: string, zone: string): Day => toWall(iso, zone).slice(0, 10);

/** 1 is Monday. */
export const weekdayOf = (day: Day): number => ((new Date(noon(day)).getUTCDay() + 6) % WEEK) + 1;

/** The days a view shows, whole weeks for a month. */
export function daysOf(mode: Mode, day: Day): Day[] {
  if (mode === 'day') return [day];
  if (mode === 'list') return days(day, LISTED);
  const monday = (one: Day) => addDays(one, 1 - weekdayOf(one));
  if (mode === 'week') return days(monday(day), WEEK);
  const first = `${day.slice(0, 7)}-01`;
  const start = monday(first);
  const last = addDays(stepped('month', first, 1), -1);
  const length = Math.round((noon(last) - noon(start)) / DAY_MS) + 1;
  return days(start, Math.ceil(length / WEEK) * WEEK);
}

const days = (from: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, index) => addDays(from, index));

/** The same view earlier (-1) or later (1). */
export function stepped(mode: Mode, day: Day, direction: -1 | 1): Day {
  if (mode === 'week') return addDays(day, WEEK * direction);
  if (mode === 'day') return addDays(day, direction);
  if (mode === 'list') return addDays(day, LISTED * direction);
  const [year = 0, month = 1] = day.split('-').map(Number);
  const moved = new Date(Date.UTC(year, month - 1 + direction, 1, 12));
  return moved.toISOString().slice(0, 10);
}

/** From the beginning of the first day to the end of the last, as clocks in `zone` show them. */
export function rangeOf(shown: Day[], zone: string): { from: string; to: string } {
  const start = (day: Day) => fromWall(`${day}T00:00`, zone) ?? `${day}T00:00:00.000Z`;
  return { from: start(shown[0] ?? ''), to: start(addDays(shown.at(-1) ?? '', 1)) };
}

/** What touches a day, the earliest first. */
export function onDay<T extends Span>(items: T[], day: Day, zone: string): T[] {
  const { from, to } = rangeOf([day], zone);
  return items
    .filter((one) => Date.parse(one.starts_at) < Date.parse(to) && Date.parse(one.ends_at) > Date.parse(from))
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
}

export interface Placed<T> {
  item: T;
  /** Shares of the day, 0 to 1. */
  top: number;
  height: number;
  /** Side by side with what is at the same time. */
  lane: number;
  lanes: number;
}

const SHORTEST = 1 / 48;

/** Where things stand in a column of one day: what is at the same time stands side by side. */
export function placed<T extends Span>(items: T[], day: Day, zone: string): Placed<T>[] {
  const { from, to } = rangeOf([day], zone);
  const start = Date.parse(from);
  const length = Date.parse(to) - start;
  const found = onDay(items, day, zone).map((item) => {
    const top = Math.max(0, (Date.parse(item.starts_at) - start) / length);
    const bottom = Math.min(1, (Date.parse(item.ends_at) - start) / length);
    return { item, top, height: Math.max(bottom - top, SHORTEST) };
  });
  return groupsOf(found).flatMap(inLanes);
}

type Box<T> = Omit<Placed<T>, 'lane' | 'lanes'>;

/** Things that overlap, directly or by way of others, belong together. */
function groupsOf<T>(boxes: Box<T>[]): Box<T>[][] {
  const groups: Box<T>[][] = [];
  let end = -1;
  for (const box of boxes) {
    if (box.top >= end) groups.push([]);
    groups.at(-1)?.push(box);
    end = Math.max(end, box.top + box.height);
  }
  return groups;
}

function inLanes<T>(group: Box<T>[]): Placed<T>[] {
  const ends: number[] = [];
  const laid = group.map((box) => {
    const free = ends.findIndex((end) => end <= box.top);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = box.top + box.height;
    return { ...box, lane };
  });
  return laid.map((box) => ({ ...box, lanes: ends.length }));
}
