import type { MessageDescriptor } from '@lingui/core';
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { LineKind } from '@/api/admin-sla';

export const LINE_LABELS: Record<LineKind, MessageDescriptor> = {
  worked: msg`Working time`,
  closed: msg`Closed`,
  after_hours: msg`Outside working hours`,
  holiday: msg`Holiday`,
  exception: msg`Special hours`,
  paused: msg`Paused`,
  carried: msg`Carried over`,
  more: msg`… and so on`,
};

const unit = (value: number, name: 'hour' | 'minute') =>
  new Intl.NumberFormat(i18n.locale || 'en', { style: 'unit', unit: name, unitDisplay: 'short' }).format(
    value,
  );

/** Working time in hours and minutes, never days: a working day is not 24 hours. */
export function hoursWords(seconds: number | null): string {
  if (seconds === null) return '–';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60)];
  if (hours === 0) return unit(minutes, 'minute');
  return minutes === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
}
