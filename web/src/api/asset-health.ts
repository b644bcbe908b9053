import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import { assetKeys } from './assets';
import type { components } from './schema';

export type Health = components['schemas']['AssetHealthRead'];
export type HealthLine = components['schemas']['AssetHealthLine'];
export type HealthRule = components['schemas']['HealthRule'];
export type HealthBand = components['schemas']['HealthBand'];

/** How healthy an asset is, line by line. */
export const healthQuery = (ref: string) =>
  queryOptions({
    queryKey: assetKeys.part(ref, 'health'),
    queryFn: ({ signal }) => call<Health>('get', `/api/assets/${encodeURIComponent(ref)}/health`, { signal }),
  });
