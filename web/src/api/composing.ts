import { queryOptions } from '@tanstack/react-query';
import { BACKGROUND, client, data, idempotency } from './client';
import type { components } from './schema';
import { ticketKeys } from './tickets';

type Schemas = components['schemas'];

export type Channel = Schemas['MessageChannel'];
export type HeldReply = Schemas['HeldRead'];
export type OwnDraft = Schemas['OwnDraft'];
export type ReplyInput = Schemas['ReplyHold'];

const at = (id: string) => ({ path: { ticket_id: id } });

/** What this person is writing on a ticket, and which of their replies are still held. */
export const composerQuery = (id: string) =>
  queryOptions({
    queryKey: [...ticketKeys.detail(id), 'composer'] as const,
    queryFn: ({ signal }) =>
      data(client.GET('/api/tickets/{ticket_id}/composer', { params: at(id), signal })),
  });

export const ownDraftsQuery = () =>
  queryOptions({
    queryKey: ['drafts'] as const,
    queryFn: async ({ signal }) => (await data(client.GET('/api/tickets/drafts', { signal }))).items,
    staleTime: 0,
  });

export const putDraft = (id: string, channel: Channel, body: string) =>
  data(
    client.PUT('/api/tickets/{ticket_id}/drafts/{channel}', {
      params: { path: { ticket_id: id, channel } },
      body: { body },
      headers: BACKGROUND,
    }),
  );

export const dropServerDraft = (id: string, channel: Channel) =>
  client.DELETE('/api/tickets/{ticket_id}/drafts/{channel}', {
    params: { path: { ticket_id: id, channel } },
    headers: BACKGROUND,
  });

export const holdReply = (id: string, body: ReplyInput, key: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/held-replies', { params: at(id), body, headers: idempotency(key) }),
  );

const of = (id: string, replyId: string) => ({ path: { ticket_id: id, reply_id: replyId } });

export const withdrawReply = (id: string, replyId: string) =>
  data(client.POST('/api/tickets/{ticket_id}/held-replies/{reply_id}/undo', { params: of(id, replyId) }));

export const sendReplyNow = (id: string, replyId: string) =>
  data(client.POST('/api/tickets/{ticket_id}/held-replies/{reply_id}/send', { params: of(id, replyId) }));
