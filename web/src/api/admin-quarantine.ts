import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { Page } from './types';

export type HeldState = 'infected' | 'unscannable' | 'pending';

export interface HeldFile {
  id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  scan_state: HeldState;
  /** What was found, or why it could not be looked into. */
  detail: string | null;
  owner_type: string;
  owner_id: string;
  uploaded_by: string | null;
  created_at: string;
  scanned_at: string | null;
}

export interface ScannerState {
  is_configured: boolean;
  is_answering: boolean;
  version: string | null;
  not_scanned: number;
}

const PATH = '/api/admin/quarantine';

export const quarantineKey = ['admin', 'quarantine'] as const;

export const heldFilesQuery = (filters: { state?: string | undefined }) =>
  infiniteQueryOptions({
    initialPageParam: undefined as string | undefined,
    queryKey: [...quarantineKey, 'list', filters] as const,
    queryFn: ({ pageParam, signal }) =>
      call<Page<HeldFile>>('get', PATH, { query: { ...filters, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 15_000,
  });

export const scannerQuery = () =>
  queryOptions({
    queryKey: [...quarantineKey, 'scanner'] as const,
    queryFn: ({ signal }) => call<ScannerState>('get', `${PATH}/scanner`, { signal }),
    refetchInterval: 15_000,
  });

export const releaseFile = (id: string, reason: string) =>
  call<HeldFile>('post', `${PATH}/${id}/release`, { body: { reason } });

export const deleteHeldFile = (id: string) => call<void>('delete', `${PATH}/${id}`);
