import { queryOptions } from '@tanstack/react-query';
import { client, data, ifMatch } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type TeamBoard = Schemas['TeamBoard'];
export type AgentWork = Schemas['AgentWork'];
export type OpenRequest = Schemas['OpenRequest'];
export type BoardLimits = Schemas['BoardLimitsRead'];
export type BoardLimitsInput = Schemas['BoardLimitsPut'];

/** Among the figures, so that what happens to tickets counts them again as it does those of the dashboards. */
const FIGURES = ['dashboard', 'team-board'] as const;
const asked = (team: string | undefined) => (team ? { team } : {});

/** Who of a team has how much, and how much nobody has. */
export const teamBoardQuery = (team: string | undefined) =>
  queryOptions({
    queryKey: [...FIGURES, team ?? 'all'] as const,
    queryFn: ({ signal }) =>
      data(client.GET('/api/tickets/team-board', { params: { query: asked(team) }, signal })),
    refetchInterval: 60_000,
  });

/** Wishes for another priority that wait for a decision. */
export const openRequestsQuery = (team: string | undefined) =>
  queryOptions({
    queryKey: [...FIGURES, 'requests', team ?? 'all'] as const,
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/tickets/priority-requests', { params: { query: asked(team) }, signal })))
        .items,
  });

const LIMITS = ['teams', 'board-limits'] as const;

/** How many tickets each team wants in a column of its board at most. */
export const boardLimitsQuery = () =>
  queryOptions({
    queryKey: LIMITS,
    queryFn: async ({ signal }) => (await data(client.GET('/api/teams/board-limits', { signal }))).items,
    staleTime: 60_000,
  });

export const putBoardLimits = ({ team, version }: BoardLimits, body: BoardLimitsInput) =>
  data(
    client.PUT('/api/teams/{team_id}/board-limits', {
      params: { path: { team_id: team.id } },
      body,
      headers: ifMatch(version),
    }),
  );
