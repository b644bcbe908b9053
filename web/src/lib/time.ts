import { i18n } from '@lingui/core';
import { useSession } from '@/api/session';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
  const key = JSON.stringify([i18n.locale, zone, options]);
  let format = formats.get(key);
  if (!format) {
    format = build(options, zone);
    formats.set(key, format);
  }
  return format;
}

function build(options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
  const locale = i18n.locale || 'en';
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    // A zone this browser does not know must not take the page down.
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  }
}

export function viewerZone(): string {
  return useSession.getState().me?.timezone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Date and time in the viewer's zone, e.g. "22 Nov, 14:30"; the year only when it is not this one. */
export function formatMoment(iso: string, zone = viewerZone()): string {
  const at = new Date(iso);
  const sameYear = at.getUTCFullYear() === new Date().getUTCFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return formatter(
    { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...year },
    zone,
  ).format(at);
}

export function formatTime(iso: string, zone = viewerZone()): string {
  return formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(new Date(iso));
}

export function formatDay(iso: string, zone = viewerZone()): string {
  return formatter({ weekday: 'short', day: 'numeric', month: 'short' }, zone).format(new Date(iso));
}

/** The name of a day of the week; 1 is Monday. */
export function weekdayName(weekday: number, width: 'short' | 'long' = 'long'): string {
  // The fifth of January 1970 was a Monday.
  return formatter({ weekday: width }, 'UTC').format(new Date(Date.UTC(1970, 0, 4 + weekday)));
}

/** A month written `2026-11`, as "Nov 2026". */
export function formatMonth(month: string): string {
  return formatter({ month: 'short', year: 'numeric' }, 'UTC').format(new Date(`${month}-15T12:00:00Z`));
}

/** A date with its year, for periods that reach far back. */
export function formatDate(iso: string, zone = viewerZone()): string {
  return formatter({ day: 'numeric', month: 'short', year: 'numeric' }, zone).format(new Date(iso));
}

/** Everything about one instant, for tooltips: viewer's zone and UTC. */
export function fullMoment(iso: string, zone = viewerZone()): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'long' };
  const at = new Date(iso);
  const utc = formatter({ dateStyle: 'medium', timeStyle: 'short' }, 'UTC').format(at);
  return `${formatter(options, zone).format(at)} · ${utc} UTC`;
}

/** "Today 14:30", "Tomorrow 09:00" or "Mon, 24 Nov 09:00": how a promise is read out. */
export function formatPromise(iso: string, nowMs: number, zone = viewerZone()): string {
  const dayOf = (ms: number) => formatter({ dateStyle: 'short' }, zone).format(new Date(ms));
  const due = new Date(iso).getTime();
  const names = new Intl.RelativeTimeFormat(i18n.locale || 'en', { numeric: 'auto' });
  const time = formatTime(iso, zone);
  if (dayOf(due) === dayOf(nowMs)) return `${names.format(0, 'day')} ${time}`;
  if (dayOf(due) === dayOf(nowMs + DAY * 1000)) return `${names.format(1, 'day')} ${time}`;
  return `${formatDay(iso, zone)}, ${time}`;
}

/** A length in its largest one or two units: "38 min", "5 h 10 min", "2 d 3 h". Input in seconds. */
export function formatSpan(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const unit = (value: number, name: 'day' | 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(i18n.locale || 'en', { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(
      value,
    );
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  if (days > 0) return hours ? `${unit(days, 'day')} ${unit(hours, 'hour')}` : unit(days, 'day');
  if (hours > 0) return minutes ? `${unit(hours, 'hour')} ${unit(minutes, 'minute')}` : unit(hours, 'hour');
  if (minutes > 0) return unit(minutes, 'minute');
  return unit(seconds, 'second');
}

/** "3 minutes ago", "yesterday": the distance of a past or coming instant. */
export function formatRelative(iso: string, nowMs: number): string {
  const seconds = Math.round((new Date(iso).getTime() - nowMs) / 1000);
  const size = Math.abs(seconds);
  const names = new Intl.RelativeTimeFormat(i18n.locale || 'en', { numeric: 'auto', style: 'short' });
  if (size < MINUTE) return names.format(0, 'second');
  if (size < HOUR) return names.format(Math.trunc(seconds / MINUTE), 'minute');
  if (size < DAY) return names.format(Math.trunc(seconds / HOUR), 'hour');
  if (size < 30 * DAY) return names.format(Math.trunc(seconds / DAY), 'day');
  return names.format(Math.trunc(seconds / (30 * DAY)), 'month');
}

const SIZES = ['byte', 'kilobyte', 'megabyte'] as const;

export function formatBytes(bytes: number): string {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1_000 ** step;
  const options = {
    style: 'unit',
    unit: SIZES[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(i18n.locale || 'en', options).format(value);
}
