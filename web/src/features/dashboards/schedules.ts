import { useLingui } from '@lingui/react/macro';
import type { ReportSchedule, ReportScheduleInput } from '@/api/report-schedules';
import { weekdayName } from '@/lib/time';
import { type DashboardSearch, periodOf } from './model';

const DAY_MS = 86_400_000;

/** What a mailed dashboard is narrowed to; days chosen by hand become a period of the same length. */
export function toFilters(search: DashboardSearch): NonNullable<ReportScheduleInput['filters']> {
  const { team, category, location, priority } = search;
  return {
    days: Number(periodOf(search) ?? lengthOf(search)),
    ...(team && { team }),
    ...(category && { category }),
    ...(location && { location }),
    ...(priority && { priority }),
  };
}

function lengthOf({ from, to }: DashboardSearch): number {
  const end = to ? Date.parse(to) : Date.now();
  const start = from ? Date.parse(from) : end - 29 * DAY_MS;
  return Math.min(731, Math.max(1, Math.round((end - start) / DAY_MS) + 1));
}

/** How often a report leaves, in words. */
export function useRhythm(): (one: ReportSchedule) => string {
  const { t } = useLingui();
  return ({ frequency, weekday, day, hour, timezone }) => {
    const at = `${String(hour).padStart(2, '0')}:00`;
    const on = weekdayName(weekday);
    if (frequency === 'daily') return t`Every day at ${at} (${timezone})`;
    return frequency === 'weekly'
      ? t`Every week on ${on} at ${at} (${timezone})`
      : t`Every month on day ${day} at ${at} (${timezone})`;
  };
}
