import { queryOptions } from '@tanstack/react-query';
import { newKey } from '@/lib/ids';
import { client, data, idempotency } from './client';
import type { components } from './schema';
import { ticketKeys } from './tickets';

export type TimeEntry = components['schemas']['TimeRead'];

const at = (id: string) => ({ path: { ticket_id: id } });

/** Time spent on a ticket and on those merged into it. */
export const timeQuery = (id: string) =>
  queryOptions({
    queryKey: [...ticketKeys.detail(id), 'time'] as const,
    queryFn: ({ signal }) =>
      data(client.GET('/api/tickets/{ticket_id}/time-entries', { params: at(id), signal })),
  });

export const logTime = (id: string, minutes: number, note: string) =>
  data(
    client.POST('/api/tickets/{ticket_id}/time-entries', {
      params: at(id),
      body: { minutes, note },
      headers: idempotency(newKey()),
    }),
  );

export const removeTime = (entry: TimeEntry) =>
  client.DELETE('/api/tickets/{ticket_id}/time-entries/{entry_id}', {
    params: { path: { ticket_id: entry.ticket_id, entry_id: entry.id } },
  });
