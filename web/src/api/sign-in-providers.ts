import { queryOptions } from '@tanstack/react-query';
import { collection, type Versioned } from './admin-http';
import { authKeys } from './auth';
import { client, data } from './client';
import type { Role } from './types';

export interface Provider extends Versioned {
  key: string;
  name: string;
  issuer: string;
  client_id: string;
  scopes: string;
  group_claim: string;
  group_roles: { group: string; role: Role; own_role_id: string | null }[];
  may_create: boolean;
  is_active: boolean;
  redirect_uri: string;
}

export type ProviderInput = Omit<Provider, 'id' | 'version' | 'redirect_uri' | 'is_active' | 'key'> & {
  client_secret: string;
};

export const providers = collection<
  Provider,
  ProviderInput & { key: string },
  Partial<ProviderInput & { is_active: boolean }>
>('sign-in-providers');

/** What the sign-in page and the profile offer. */
export const providerButtonsQuery = () =>
  queryOptions({
    queryKey: [...authKeys.all, 'providers'] as const,
    queryFn: async () => (await data(client.GET('/api/auth/providers'))).items,
    staleTime: 60_000,
    retry: false,
  });

export const identitiesKey = [...authKeys.all, 'identities'] as const;

export const identitiesQuery = () =>
  queryOptions({
    queryKey: identitiesKey,
    queryFn: async () => (await data(client.GET('/api/auth/identities'))).items,
  });

/** Where to send the browser so that the provider may vouch for this person. */
export async function beginLink(key: string): Promise<string> {
  const path = { provider_key: key };
  return (await data(client.POST('/api/auth/oidc/{provider_key}/link', { params: { path } }))).address;
}

export const unlinkIdentity = (id: string) =>
  client.DELETE('/api/auth/identities/{identity_id}', { params: { path: { identity_id: id } } });

export const signInAddress = (key: string, next: string | undefined) =>
  `/api/auth/oidc/${encodeURIComponent(key)}/start${next ? `?next=${encodeURIComponent(next)}` : ''}`;
