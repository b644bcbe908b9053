import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { newKey } from '@/lib/ids';
import { client, data, idempotency } from './client';
import type { BulkInput, PriorityInput, Relation } from './desk-types';
import { ticketKeys } from './tickets';

/** Everything of one ticket lives under its detail key, so that news of the ticket renews all of it. */
export const deskKeys = {
  timeline: (id: string) => [...ticketKeys.detail(id), 'timeline'] as const,
  audit: (id: string) => [...ticketKeys.detail(id), 'audit'] as const,
  sla: (id: string) => [...ticketKeys.detail(id), 'sla'] as const,
  links: (id: string) => [...ticketKeys.detail(id), 'links'] as const,
  watchers: (id: string) => [...ticketKeys.detail(id), 'watchers'] as const,
  requests: (id: string) => [...ticketKeys.detail(id), 'priority-requests'] as const,
};

const at = (id: string) => ({ path: { ticket_id: id } });

export const slaQuery = (id: string) =>
  queryOptions({
    queryKey: deskKeys.sla(id),
    queryFn: ({ signal }) => data(client.GET('/api/tickets/{ticket_id}/sla', { params: at(id), signal })),
  });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: deskKeys.timeline(id),
    queryFn: ({ signal }) =>
      data(
        client.GET('/api/tickets/{ticket_id}/timeline', {
          params: { ...at(id), query: { limit: 200 } },
          signal,
        }),
      ),
  });

export const auditQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: deskKeys.audit(id),
    queryFn: ({ pageParam, signal }) =>
      data(
        client.GET('/api/tickets/{ticket_id}/audit-log', {
          params: { ...at(id), query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: deskKeys.links(id),
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/tickets/{ticket_id}/links', { params: at(id), signal }))).items,
  });

export const watchersQuery = (id: string) =>
  queryOptions({
    queryKey: deskKeys.watchers(id),
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/tickets/{ticket_id}/watchers', { params: at(id), signal }))).items,
  });

export const priorityRequestsQuery = (id: string) =>
  queryOptions({
    queryKey: deskKeys.requests(id),
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/tickets/{ticket_id}/priority-requests', { params: at(id), signal })))
        .items,
  });

/** People by a part of their name. */
export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ['users', 'search', q],
    queryFn: async ({ signal }) => {
      const query = { q: q || undefined, active: true, limit: 20 };
      return (await data(client.GET('/api/users', { params: { query }, signal }))).items;
    },
    staleTime: 60_000,
  });

export const teamMembersQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['teams', 'members', teamId],
    queryFn: async ({ signal }) => {
      const params = { path: { team_id: teamId } };
      return (await data(client.GET('/api/teams/{team_id}/members', { params, signal }))).items;
    },
    staleTime: 5 * 60_000,
  });

export const changeTickets = (body: BulkInput) => data(client.POST('/api/tickets/bulk', { body }));

export const escalateTicket = (id: string, reason: string) =>
  data(client.POST('/api/tickets/{ticket_id}/escalate', { params: at(id), body: { reason } }));

export const overridePriority = (id: string, body: PriorityInput) =>
  data(client.POST('/api/tickets/{ticket_id}/priority', { params: at(id), body }));

export const promiseDate = (id: string, body: { promised_at: string; reason: string }) =>
  data(client.PUT('/api/tickets/{ticket_id}/promise', { params: at(id), body }));

export const withdrawPromise = (id: string, reason: string) =>
  data(client.POST('/api/tickets/{ticket_id}/promise/withdraw', { params: at(id), body: { reason } }));

export const requestPriority = (id: string, body: PriorityInput) =>
  data(
    client.POST('/api/tickets/{ticket_id}/priority-requests', {
      params: at(id),
      body,
      headers: idempotency(newKey()),
    }),
  );

export const decidePriority = (id: string, requestId: string, approve: boolean, reason?: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/priority-requests/{request_id}/decide', {
      params: { path: { ticket_id: id, request_id: requestId } },
      body: { approve, ...(reason ? { reason } : {}) },
    }),
  );

export const linkTicket = (id: string, relation: Relation, other: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/links', {
      params: at(id),
      body: { relation, ticket_id: other },
      headers: idempotency(newKey()),
    }),
  );

export const unlinkTicket = (id: string, linkId: string) =>
  client.DELETE('/api/tickets/{ticket_id}/links/{link_id}', {
    params: { path: { ticket_id: id, link_id: linkId } },
  });

export const watchTicketAs = (id: string, userId: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/watchers', {
      params: at(id),
      body: { user_id: userId },
      headers: idempotency(newKey()),
    }),
  );

export const unwatchTicket = (id: string, userId: string) =>
  client.DELETE('/api/tickets/{ticket_id}/watchers/{user_id}', {
    params: { path: { ticket_id: id, user_id: userId } },
  });
