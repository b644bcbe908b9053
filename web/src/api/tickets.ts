import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, data, idempotency, ifMatch } from './client';
import type {
  AssignInput,
  PreviewInput,
  TicketChanges,
  TicketFilters,
  TicketInput,
  TransitionInput,
} from './types';

export const ticketKeys = {
  all: ['tickets'] as const,
  lists: () => [...ticketKeys.all, 'list'] as const,
  list: (filters: TicketFilters) => [...ticketKeys.lists(), filters] as const,
  details: () => [...ticketKeys.all, 'detail'] as const,
  detail: (id: string) => [...ticketKeys.details(), id] as const,
  comments: (id: string) => [...ticketKeys.detail(id), 'comments'] as const,
  attachments: (id: string) => [...ticketKeys.detail(id), 'attachments'] as const,
  rating: (id: string) => [...ticketKeys.detail(id), 'rating'] as const,
  preview: (input: PreviewInput) => [...ticketKeys.all, 'preview', input] as const,
  duplicates: (title: string) => [...ticketKeys.all, 'duplicates', title] as const,
};

const at = (id: string) => ({ path: { ticket_id: id } });

export const ticketListQuery = (filters: TicketFilters) =>
  infiniteQueryOptions({
    queryKey: ticketKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      data(client.GET('/api/tickets', { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** `id` is the ticket's id or its number. */
export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ticketKeys.detail(id),
    queryFn: ({ signal }) => data(client.GET('/api/tickets/{ticket_id}', { params: at(id), signal })),
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ticketKeys.comments(id),
    queryFn: ({ signal }) =>
      data(
        client.GET('/api/tickets/{ticket_id}/comments', {
          params: { ...at(id), query: { limit: 200 } },
          signal,
        }),
      ),
  });

export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ticketKeys.attachments(id),
    queryFn: ({ signal }) =>
      data(client.GET('/api/tickets/{ticket_id}/attachments', { params: at(id), signal })),
  });

/** What the requester thought of each resolution, and whether the reader may rate the last one. */
export const ratingQuery = (id: string) =>
  queryOptions({
    queryKey: ticketKeys.rating(id),
    queryFn: ({ signal }) => data(client.GET('/api/tickets/{ticket_id}/rating', { params: at(id), signal })),
  });

export const rateTicket = (id: string, score: number, comment: string | null) =>
  data(client.PUT('/api/tickets/{ticket_id}/rating', { params: at(id), body: { score, comment } }));

/** What the desk would promise for this request, before it is sent. */
export const previewQuery = (input: PreviewInput) =>
  queryOptions({
    queryKey: ticketKeys.preview(input),
    queryFn: ({ signal }) => data(client.POST('/api/tickets/preview', { body: input, signal })),
    staleTime: 60_000,
  });

/** What the beginning of a description may hold that is part of an address. */
const DUPLICATES_TEXT_MAX = 2_000;

export const duplicatesQuery = (title: string, description: string) =>
  queryOptions({
    queryKey: ticketKeys.duplicates(`${title}\n${description}`),
    queryFn: async ({ signal }) => {
      const query = { title, description: description.slice(0, DUPLICATES_TEXT_MAX) || undefined };
      return (await data(client.GET('/api/tickets/duplicates', { params: { query }, signal }))).items;
    },
    staleTime: 60_000,
  });

export const createTicket = (body: TicketInput, key: string) =>
  data(client.POST('/api/tickets', { body, headers: idempotency(key) }));

export const updateTicket = (id: string, version: number, body: TicketChanges) =>
  data(client.PATCH('/api/tickets/{ticket_id}', { params: at(id), body, headers: ifMatch(version) }));

export const transitionTicket = (id: string, body: TransitionInput) =>
  data(client.POST('/api/tickets/{ticket_id}/transitions', { params: at(id), body }));

export const assignTicket = (id: string, body: AssignInput) =>
  data(client.POST('/api/tickets/{ticket_id}/assign', { params: at(id), body }));

export const confirmTicket = (id: string) =>
  data(client.POST('/api/tickets/{ticket_id}/confirm', { params: at(id) }));

export const reopenTicket = (id: string, reason: string) =>
  data(client.POST('/api/tickets/{ticket_id}/reopen', { params: at(id), body: { reason } }));

interface CommentInput {
  body: string;
  is_internal: boolean;
  mention_ids?: string[];
  seen_until?: string;
  send_anyway?: boolean;
}

export const addComment = (id: string, body: CommentInput, key: string) =>
  data(client.POST('/api/tickets/{ticket_id}/comments', { params: at(id), body, headers: idempotency(key) }));

/** A signed address, good for some minutes. */
export const downloadLink = (id: string, attachmentId: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/attachments/{attachment_id}/link', {
      params: { path: { ticket_id: id, attachment_id: attachmentId } },
    }),
  );
