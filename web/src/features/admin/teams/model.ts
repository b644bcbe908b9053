import type { AgentLoad, Member, Team, TeamInput } from '@/api/admin-teams';

export interface TeamValues extends TeamInput {
  key: string;
}

export const EMPTY_TEAM: TeamValues = {
  key: '',
  name: '',
  description: '',
  location: null,
  manager_id: null,
  assignment_mode: 'least_loaded',
};

export const toTeamValues = (team: Team): TeamValues => ({
  key: team.key,
  name: team.name,
  description: team.description,
  location: team.location,
  manager_id: team.manager?.id ?? null,
  assignment_mode: team.assignment_mode,
});

/** A stable name for programs out of the name people see: "IT Support PH" is it_support_ph. */
export const keyFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);

export interface MemberRow extends Member {
  open_count: number;
  is_away: boolean;
}

export function memberRows(members: Member[], loads: AgentLoad[]): MemberRow[] {
  const byId = new Map(loads.map((load) => [load.id, load]));
  return members.map((member) => {
    const load = byId.get(member.user.id);
    return { ...member, open_count: load?.open_count ?? 0, is_away: load?.is_away ?? false };
  });
}

/** Whether the next ticket may go to them by itself. */
export const takesTickets = (row: MemberRow): boolean =>
  row.is_active &&
  row.is_assignable &&
  !row.is_away &&
  (row.max_open_tickets === null || row.open_count < row.max_open_tickets);
