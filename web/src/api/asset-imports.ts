import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, callForFile } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type AssetImportCard = Schemas['AssetImportCard'];
export type AssetImport = Schemas['AssetImportRead'];
export type ImportTerms = Schemas['AssetImportTerms'];
export type ImportState = Schemas['ImportState'];
export type ImportTarget = Schemas['ImportTarget'];
export type ImportRow = Schemas['AssetImportRowRead'];
export type RowOutcome = Schemas['RowOutcome'];

/** Which rows are shown: of one outcome, or those that an undo left as they were. */
export type RowChoice = RowOutcome | 'kept';

const PATH = '/api/assets/imports';
const at = (id: string) => `${PATH}/${encodeURIComponent(id)}`;
const KEY = ['assets', 'imports'] as const;

export const importKeys = { all: KEY, one: (id: string) => [...KEY, 'one', id] as const };

export const importsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...KEY, 'list'] as const,
    queryFn: ({ signal, pageParam }) =>
      call<Page<AssetImportCard>>('get', PATH, { query: { cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: importKeys.one(id),
    queryFn: ({ signal }) => call<AssetImport>('get', at(id), { signal }),
  });

export const importRowsQuery = (id: string, choice: RowChoice) =>
  infiniteQueryOptions({
    queryKey: [...importKeys.one(id), 'rows', choice] as const,
    queryFn: ({ signal, pageParam }) =>
      call<Page<ImportRow>>('get', `${at(id)}/rows`, {
        query: {
          ...(choice === 'kept' ? { phase: choice } : { outcome: choice }),
          cursor: pageParam,
          limit: 50,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export function sendTable(file: File, key: string): Promise<AssetImport> {
  const form = new FormData();
  form.append('file', file, file.name);
  return call<AssetImport>('post', PATH, { body: form, key });
}

export const putTerms = (id: string, terms: ImportTerms, version: number) =>
  call<AssetImport>('put', `${at(id)}/terms`, { body: terms, version });
export const runImport = (id: string) => call<AssetImport>('post', `${at(id)}/run`, { body: {} });
export const undoImport = (id: string) => call<AssetImport>('post', `${at(id)}/undo`, { body: {} });
export const fetchRefused = (id: string, format: 'csv' | 'xlsx') =>
  callForFile('get', `${at(id)}/refused`, { format });
