import { queryOptions } from '@tanstack/react-query';
import { newKey } from '@/lib/ids';
import { client, data, idempotency } from './client';
import type { BulkChangeInput } from './desk-types';

const at = (id: string) => ({ path: { change_id: id } });

/** One's own changes of many tickets, the latest first. */
export const bulkChangesQuery = () =>
  queryOptions({
    queryKey: ['bulk-changes', 'list'] as const,
    queryFn: ({ signal }) => data(client.GET('/api/tickets/bulk-changes', { signal })),
  });

export const getBulkChange = (id: string, signal?: AbortSignal) =>
  data(
    client.GET('/api/tickets/bulk-changes/{change_id}', { params: at(id), ...(signal ? { signal } : {}) }),
  );

export const bulkChangeQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk-changes', id] as const,
    queryFn: ({ signal }) => getBulkChange(id, signal),
  });

export const startBulkChange = (body: BulkChangeInput) =>
  data(client.POST('/api/tickets/bulk-changes', { body, headers: idempotency(newKey()) }));

export const undoBulkChange = (id: string) =>
  data(client.POST('/api/tickets/bulk-changes/{change_id}/undo', { params: at(id) }));
