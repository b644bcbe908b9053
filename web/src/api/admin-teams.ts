import { queryOptions } from '@tanstack/react-query';
import { call, collection, type Versioned } from './admin-http';
import type { NamedRef } from './types';

export type AssignmentMode = 'least_loaded' | 'round_robin' | 'weighted' | 'manual';

export interface Team extends Versioned {
  key: string;
  name: string;
  description: string;
  location: string | null;
  manager: NamedRef | null;
  is_active: boolean;
  assignment_mode: AssignmentMode;
  member_count: number;
}

export interface TeamInput {
  name: string;
  description: string;
  location: string | null;
  manager_id: string | null;
  assignment_mode: AssignmentMode;
}

export interface Member {
  user: NamedRef;
  is_active: boolean;
  is_lead: boolean;
  is_assignable: boolean;
  max_open_tickets: number | null;
  weight: number;
}

export type MemberInput = Pick<Member, 'is_lead' | 'is_assignable' | 'max_open_tickets' | 'weight'>;

export interface AgentLoad extends NamedRef {
  is_active: boolean;
  open_count: number;
  last_assigned_at: string | null;
  is_away: boolean;
  /** The most they take in any of their teams; null has no limit. */
  capacity: number | null;
}

const PATH = '/api/teams';
const members = (teamId: string) => `${PATH}/${teamId}/members`;

export const teams = collection<
  Team,
  TeamInput & { key: string },
  Partial<TeamInput & { is_active: boolean }>
>('teams', PATH, ['teams']);

export const memberKeys = {
  of: (teamId: string) => ['teams', 'members', teamId] as const,
  loads: ['teams', 'loads'] as const,
};

export const membersQuery = (teamId: string) =>
  queryOptions({
    queryKey: memberKeys.of(teamId),
    queryFn: async ({ signal }) =>
      (await call<{ items: Member[] }>('get', members(teamId), { signal })).items,
  });

/** Everybody who works in a team: open tickets and presence. */
export const loadsQuery = () =>
  queryOptions({
    queryKey: memberKeys.loads,
    queryFn: async ({ signal }) =>
      (await call<{ items: AgentLoad[] }>('get', '/api/admin/agent-loads', { signal })).items,
  });

export const putMember = (teamId: string, userId: string, body: MemberInput) =>
  call<Member>('put', `${members(teamId)}/${userId}`, { body });
export const removeMember = (teamId: string, userId: string) =>
  call<void>('delete', `${members(teamId)}/${userId}`);
export const setPresence = (userId: string, isAway: boolean) =>
  call<void>('put', `/api/admin/agent-loads/${userId}/presence`, { body: { is_away: isAway } });
