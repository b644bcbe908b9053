import { queryOptions } from '@tanstack/react-query';
import type { Week } from './admin-calendars';
import { call, callWithVersion } from './admin-http';
import type { components } from './schema';

type Schemas = components['schemas'];

export type PersonSchedule = Schemas['PersonSchedule'];
export type Leave = Schemas['LeaveRead'];
export type Skill = Schemas['SkillRead'];
export type Duty = Schemas['DutyRead'];

export interface Period {
  /** RFC 3339, end exclusive. */
  starts_at: string;
  ends_at: string;
}

export interface LeaveInput extends Period {
  user_id?: string;
  reason: string;
}

const PATH = '/api/presence';
const person = (userId: string) => `${PATH}/people/${userId}`;

export const presenceKeys = {
  all: ['presence'] as const,
  schedule: (period: Period, team: string | undefined) => ['presence', 'schedule', period, team] as const,
  leaves: ['presence', 'leaves'] as const,
  skills: ['presence', 'skills'] as const,
  duty: (teamId: string) => ['presence', 'duty', teamId] as const,
};

export const scheduleQuery = (period: Period, team?: string) =>
  queryOptions({
    queryKey: presenceKeys.schedule(period, team),
    queryFn: async ({ signal }) => {
      const query = { starts_at: period.starts_at, ends_at: period.ends_at, team };
      return (await call<{ items: PersonSchedule[] }>('get', `${PATH}/schedule`, { query, signal })).items;
    },
  });

export const skillsQuery = () =>
  queryOptions({
    queryKey: presenceKeys.skills,
    queryFn: async ({ signal }) =>
      (await call<{ items: Skill[] }>('get', `${PATH}/skills`, { signal })).items,
  });

export const setShift = (userId: string, body: { timezone: string; week: Week }) =>
  call<void>('put', `${person(userId)}/shift`, { body });
export const removeShift = (userId: string) => call<void>('delete', `${person(userId)}/shift`);
export const setSkills = (userId: string, skillIds: string[]) =>
  call<void>('put', `${person(userId)}/skills`, { body: { skill_ids: skillIds } });
export const addSkill = (name: string, key: string) =>
  call<Skill>('post', `${PATH}/skills`, { body: { name }, key });
export const changeSkill = ({ id, version }: Skill, body: { name?: string; is_active?: boolean }) =>
  call<Skill>('patch', `${PATH}/skills/${id}`, { body, version });
export const planLeave = (body: LeaveInput, key: string) =>
  call<Leave>('post', `${PATH}/leaves`, { body, key });
export const dutyQuery = (teamId: string) =>
  queryOptions({
    queryKey: presenceKeys.duty(teamId),
    queryFn: ({ signal }) => callWithVersion<Duty>(`/api/teams/${teamId}/on-call`, signal),
  });

export const setDuty = (
  teamId: string,
  body: { follow_team_id: string | null; on_call_ids: string[] },
  version: number,
) => call<Duty>('put', `/api/teams/${teamId}/on-call`, { body, version });

export const ownLeaveQuery = () =>
  queryOptions({
    queryKey: presenceKeys.leaves,
    queryFn: async ({ signal }) =>
      (await call<{ items: Leave[] }>('get', `${PATH}/leaves`, { signal })).items,
  });

export const cancelLeave = ({ id, version }: Leave) =>
  call<void>('delete', `${PATH}/leaves/${id}`, { version });
