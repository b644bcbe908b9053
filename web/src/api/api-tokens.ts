import { queryOptions } from '@tanstack/react-query';
import { authKeys } from './auth';
import { client, data } from './client';
import type { ApiScope } from './types';

export const apiTokensKey = [...authKeys.all, 'tokens'] as const;

/** The tokens that work, and what a new one may get. */
export const apiTokensQuery = () =>
  queryOptions({
    queryKey: apiTokensKey,
    queryFn: () => data(client.GET('/api/auth/tokens')),
  });

/** The text of the new token: the server shows it this once. */
export async function createApiToken(name: string, scopes: ApiScope[], days: number): Promise<string> {
  const body = { name, scopes, expires_in_days: days };
  return (await data(client.POST('/api/auth/tokens', { body }))).token;
}

export const revokeApiToken = (id: string) =>
  client.DELETE('/api/auth/tokens/{token_id}', { params: { path: { token_id: id } } });
