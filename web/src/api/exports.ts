import { client } from './client';
import type { DashboardQuery } from './dashboard-types';
import type { TicketFilters } from './types';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The tickets of a list as a file. */
export async function exportTickets(filters: TicketFilters, format: ExportFormat): Promise<Blob> {
  const { sort: _sort, ...query } = filters;
  const answer = await client.GET('/api/dashboard/export/tickets', {
    params: { query: { ...query, format } },
    parseAs: 'blob',
  });
  return answer.data as Blob;
}

/** The time spent on the tickets of a list, entry by entry, as a file. */
export async function exportTime(filters: TicketFilters, format: ExportFormat): Promise<Blob> {
  const { sort: _sort, ...query } = filters;
  const answer = await client.GET('/api/dashboard/export/time-entries', {
    params: { query: { ...query, format } },
    parseAs: 'blob',
  });
  return answer.data as Blob;
}

/** Every figure of a dashboard as a file. */
export async function exportPage(page: string, asked: DashboardQuery, format: ExportFormat): Promise<Blob> {
  const answer = await client.GET('/api/dashboard/export/pages/{page}', {
    params: { path: { page }, query: { ...asked, format } },
    parseAs: 'blob',
  });
  return answer.data as Blob;
}
