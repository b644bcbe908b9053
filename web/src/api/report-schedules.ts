import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type ReportSchedule = Schemas['ScheduleRead'];
export type ReportScheduleInput = Schemas['ScheduleCreate'];
export type Frequency = Schemas['Frequency'];

const PATH = '/api/dashboard/schedules';

export const scheduleKeys = { all: ['report-schedules'] as const };

/** The person's own scheduled reports, by name. */
export const schedulesQuery = () =>
  queryOptions({
    queryKey: scheduleKeys.all,
    queryFn: async ({ signal }) => (await call<Page<ReportSchedule>>('get', PATH, { signal })).items,
  });

export const createSchedule = (body: ReportScheduleInput, key: string) =>
  call<ReportSchedule>('post', PATH, { body, key });
export const changeSchedule = (
  one: ReportSchedule,
  body: Partial<ReportScheduleInput & { is_paused: boolean }>,
) => call<ReportSchedule>('patch', `${PATH}/${one.id}`, { body, version: one.version });
export const removeSchedule = (one: ReportSchedule) =>
  call<void>('delete', `${PATH}/${one.id}`, { version: one.version });
export const sendReportNow = (one: ReportSchedule) => call<void>('post', `${PATH}/${one.id}/send`);
