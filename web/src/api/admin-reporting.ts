import { queryOptions } from '@tanstack/react-query';
import { call, callForFile } from './admin-http';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Reporting = Schemas['ReportingRead'];
export type ReportingLogin = Schemas['ReportingLoginRead'];
export type FeedTable = Schemas['FeedTable'];

const PATH = '/api/admin/reporting';
export const FEED = '/api/dashboard/feed';

/** Where Power BI finds the database, and the logins that read with somebody's eyes. */
export const reportingQuery = () =>
  queryOptions({
    queryKey: ['admin', 'reporting'] as const,
    queryFn: ({ signal }) => call<Reporting>('get', PATH, { signal }),
  });

/** The tables of the star; a deploy changes them, nothing else. */
export const feedTablesQuery = () =>
  queryOptions({
    queryKey: ['admin', 'reporting', 'tables'] as const,
    queryFn: async ({ signal }) => (await call<{ items: FeedTable[] }>('get', FEED, { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const powerBiFile = () => callForFile('get', `${PATH}/power-bi.pbids`, {});
export const feedFile = (table: string) => callForFile('get', `${FEED}/${table}`, { format: 'csv' });
