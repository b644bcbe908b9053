import type { MessageDescriptor } from '@lingui/core';
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Weekday } from '@/api/admin-calendars';
import type { DayLook, HoursFault } from './model';

export const WEEKDAY_LABELS: Record<Weekday, MessageDescriptor> = {
  monday: msg`Monday`,
  tuesday: msg`Tuesday`,
  wednesday: msg`Wednesday`,
  thursday: msg`Thursday`,
  friday: msg`Friday`,
  saturday: msg`Saturday`,
  sunday: msg`Sunday`,
};

export const FAULT_LABELS: Record<HoursFault, MessageDescriptor> = {
  time: msg`Write times like 09:00; the day ends at 24:00.`,
  order: msg`Hours must end after they start.`,
  overlap: msg`Hours must follow each other without overlap.`,
};

export const LOOK_LABELS: Record<DayLook, MessageDescriptor> = {
  working: msg`Working day`,
  closed: msg`Closed`,
  holiday: msg`Holiday`,
  special: msg`Half day or special hours`,
};

/** "Fri, 25 Dec" of a plain date, whatever the zone of the screen. */
export const dayWords = (date: string): string =>
  new Intl.DateTimeFormat(i18n.locale || 'en', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

export const monthWords = (year: number, month: number): string =>
  new Intl.DateTimeFormat(i18n.locale || 'en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(year, month - 1, 1)),
  );
