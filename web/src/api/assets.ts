import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type AssetCard = Schemas['AssetCard'];
export type Asset = Schemas['AssetRead'];
export type AssetInput = Schemas['AssetCreate'];
export type AssetChanges = Partial<Schemas['AssetPatch']>;
export type AssetStatus = Schemas['AssetStatus'];
export type AssetClass = Schemas['AssetClass'];
export type AssetType = Schemas['AssetTypeRead'];
export type TypeField = Schemas['TypeFieldRead'];
export type AssetTypeInput = Schemas['AssetTypeCreate'];
export type AssetTypeChanges = Partial<Schemas['AssetTypePatch']>;
export type Condition = Schemas['Condition'];
export type Handover = Schemas['AssetHandoverRead'];
export type Relation = Schemas['RelationRead'];
export type RelationKind = Schemas['RelationKind'];
export type OtherAsset = Schemas['OtherAsset'];
export type Seat = Schemas['SeatRead'];
export type OwnAsset = Schemas['OwnAsset'];
export type Facets = Schemas['FacetsRead'];
export type Impact = Schemas['ImpactRead'];
export type ImpactNode = Schemas['ImpactNode'];
export type Harm = Schemas['Harm'];
export type Direction = Schemas['Direction'];
export type HistoryEntry = Schemas['AuditRead'];
export type AssetTicket = Schemas['AssetTicketRead'];
export type TicketAsset = Schemas['TicketAssetRead'];

export interface AssetFilters {
  q?: string | undefined;
  type_id?: string | undefined;
  status?: AssetStatus | undefined;
  location_id?: string | undefined;
  unowned?: boolean | undefined;
  warranty_soon?: boolean | undefined;
  sort?: 'health' | undefined;
}

const PATH = '/api/assets';
const at = (ref: string) => `${PATH}/${encodeURIComponent(ref)}`;
const ofTicket = (id: string) => `/api/tickets/${encodeURIComponent(id)}/assets`;

export const assetKeys = {
  all: ['assets'] as const,
  types: ['assets', 'types'] as const,
  facets: ['assets', 'facets'] as const,
  mine: ['assets', 'mine'] as const,
  list: (filters: AssetFilters) => ['assets', 'list', filters] as const,
  found: (q: string) => ['assets', 'found', q] as const,
  asset: (ref: string) => ['assets', 'asset', ref] as const,
  part: (ref: string, part: string) => ['assets', 'asset', ref, part] as const,
  ofTicket: (id: string) => ['assets', 'ticket', id] as const,
};

const items = async <T>(path: string, signal: AbortSignal) =>
  (await call<{ items: T[] }>('get', path, { signal })).items;

export const assetsQuery = (filters: AssetFilters) =>
  infiniteQueryOptions({
    queryKey: assetKeys.list(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<Page<AssetCard>>('get', PATH, { query: { ...filters, limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** For pickers: the few that hold what was typed. */
export const foundAssetsQuery = (q: string) =>
  queryOptions({
    queryKey: assetKeys.found(q),
    queryFn: async ({ signal }) =>
      (await call<Page<AssetCard>>('get', PATH, { query: { q, limit: 12 }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const facetsQuery = () =>
  queryOptions({
    queryKey: assetKeys.facets,
    queryFn: ({ signal }) => call<Facets>('get', `${PATH}/facets`, { signal }),
  });

export const assetTypesQuery = () =>
  queryOptions({
    queryKey: assetKeys.types,
    queryFn: ({ signal }) => items<AssetType>(`${PATH}/types`, signal),
    staleTime: 60_000,
  });

export const ownAssetsQuery = () =>
  queryOptions({
    queryKey: assetKeys.mine,
    queryFn: ({ signal }) => items<OwnAsset>(`${PATH}/mine`, signal),
    staleTime: 60_000,
  });

export const assetQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.asset(ref),
    queryFn: ({ signal }) => call<Asset>('get', at(ref), { signal }),
  });

export const handoversQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.part(ref, 'hand-overs'),
    queryFn: ({ signal }) => items<Handover>(`${at(ref)}/hand-overs`, signal),
  });

export const relationsQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.part(ref, 'relations'),
    queryFn: ({ signal }) => items<Relation>(`${at(ref)}/relations`, signal),
  });

export const seatsQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.part(ref, 'seats'),
    queryFn: ({ signal }) => items<Seat>(`${at(ref)}/seats`, signal),
  });

export const assetTicketsQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.part(ref, 'tickets'),
    queryFn: ({ signal }) => items<AssetTicket>(`${at(ref)}/tickets`, signal),
  });

export const historyQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: assetKeys.part(ref, 'history'),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<Page<HistoryEntry>>('get', `${at(ref)}/history`, {
        query: { limit: 30, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const impactQuery = (ref: string, direction: Direction, depth: number) =>
  queryOptions({
    queryKey: [...assetKeys.part(ref, 'impact'), direction, depth] as const,
    queryFn: ({ signal }) =>
      call<Impact>('get', `${at(ref)}/impact`, { query: { direction, depth }, signal }),
    placeholderData: keepPreviousData,
  });

export const ticketAssetsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: assetKeys.ofTicket(ticketId),
    queryFn: ({ signal }) => items<TicketAsset>(ofTicket(ticketId), signal),
  });

export const createAsset = (body: AssetInput, key: string) => call<Asset>('post', PATH, { body, key });
export const updateAsset = (ref: string, version: number, body: AssetChanges) =>
  call<Asset>('patch', at(ref), { body, version });
export const moveAsset = (ref: string, version: number, to: AssetStatus, note: string) =>
  call<Asset>('post', `${at(ref)}/transitions`, { body: { to, note }, version });
export const handOver = (ref: string, version: number, body: Schemas['AssetHandoverCreate'], key: string) =>
  call<Asset>('post', `${at(ref)}/hand-overs`, { body, version, key });
export const giveSeat = (ref: string, userId: string, key: string) =>
  call<Asset>('post', `${at(ref)}/seats`, { body: { user_id: userId }, key });
export const takeSeat = (ref: string, userId: string) => call<void>('delete', `${at(ref)}/seats/${userId}`);
export const relateAssets = (ref: string, body: Schemas['RelationCreate'], key: string) =>
  call<Relation>('post', `${at(ref)}/relations`, { body, key });
export const unrelateAssets = (ref: string, relationId: string) =>
  call<void>('delete', `${at(ref)}/relations/${relationId}`);
export const createAssetType = (body: AssetTypeInput, key: string) =>
  call<AssetType>('post', `${PATH}/types`, { body, key });
export const updateAssetType = (id: string, version: number, body: AssetTypeChanges) =>
  call<AssetType>('patch', `${PATH}/types/${id}`, { body, version });
export const linkAsset = (ticketId: string, assetId: string, key: string) =>
  call<TicketAsset>('post', ofTicket(ticketId), { body: { asset_id: assetId }, key });
export const unlinkAsset = (ticketId: string, assetId: string) =>
  call<void>('delete', `${ofTicket(ticketId)}/${assetId}`);
