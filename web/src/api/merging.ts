import { queryOptions } from '@tanstack/react-query';
import { newKey } from '@/lib/ids';
import { client, data, idempotency, ifMatch } from './client';
import type { components } from './schema';
import { ticketKeys } from './tickets';

type Schemas = components['schemas'];

export type Merge = Schemas['MergeRead'];
export type MergePreview = Schemas['MergePreview'];
export type SplitInput = Schemas['SplitCreate'];

const at = (id: string) => ({ path: { ticket_id: id } });

/** What was merged into a ticket, or where it goes on. */
export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: [...ticketKeys.detail(id), 'merges'] as const,
    queryFn: async ({ signal }) =>
      (await data(client.GET('/api/tickets/{ticket_id}/merges', { params: at(id), signal }))).items,
  });

/** What would be read in the other ticket, and whether it can be. */
export const mergePreviewQuery = (id: string, into: string) =>
  queryOptions({
    queryKey: [...ticketKeys.detail(id), 'merge-preview', into] as const,
    queryFn: ({ signal }) =>
      data(
        client.GET('/api/tickets/{ticket_id}/merges/preview', {
          params: { ...at(id), query: { into } },
          signal,
        }),
      ),
    staleTime: 0,
    retry: false,
  });

/** Close `source` and let it go on in `target`, as both were previewed. */
export const mergeTickets = ({ source, target }: MergePreview, note: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/merges', {
      params: at(source.id),
      body: { into: target.id, into_version: target.version, ...(note ? { note } : {}) },
      headers: { ...ifMatch(source.version), ...idempotency(newKey()) },
    }),
  );

export const undoMerge = ({ id, target }: Merge) =>
  data(
    client.POST('/api/tickets/{ticket_id}/merges/{merge_id}/undo', {
      params: { path: { ticket_id: target.id, merge_id: id } },
    }),
  );

export const splitComment = (ticketId: string, commentId: string, body: SplitInput) =>
  data(
    client.POST('/api/tickets/{ticket_id}/comments/{comment_id}/split', {
      params: { path: { ticket_id: ticketId, comment_id: commentId } },
      body,
      headers: idempotency(newKey()),
    }),
  );
