import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type Webhook = Schemas['WebhookRead'];
export type WebhookDelivery = Schemas['WebhookDeliveryRead'];
export type WebhookEvent = Schemas['WebhookEventRead'];
export type WithSecret = Schemas['WebhookWithSecret'];
export type WebhookInput = Schemas['WebhookCreate'];

const PATH = '/api/admin/webhooks';

export const webhookKeys = {
  all: ['admin', 'webhooks'] as const,
  list: ['admin', 'webhooks', 'list'] as const,
  events: ['admin', 'webhooks', 'events'] as const,
  log: (id: string) => ['admin', 'webhooks', 'log', id] as const,
};

export const webhooksQuery = () =>
  queryOptions({
    queryKey: webhookKeys.list,
    queryFn: async ({ signal }) => (await call<Page<Webhook>>('get', PATH, { signal })).items,
  });

export const webhookEventsQuery = () =>
  queryOptions({
    queryKey: webhookKeys.events,
    queryFn: async ({ signal }) =>
      (await call<{ items: WebhookEvent[] }>('get', `${PATH}/events`, { signal })).items,
    staleTime: 600_000,
  });

export const webhookLogQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: webhookKeys.log(id),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<Page<WebhookDelivery>>('get', `${PATH}/${id}/deliveries`, {
        query: { cursor: pageParam, limit: 20 },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 5_000,
  });

export const createWebhook = (body: WebhookInput) => call<WithSecret>('post', PATH, { body });
export const updateWebhook = (hook: Webhook, body: Partial<WebhookInput & { is_active: boolean }>) =>
  call<Webhook>('patch', `${PATH}/${hook.id}`, { body, version: hook.version });
export const removeWebhook = (hook: Webhook) =>
  call<void>('delete', `${PATH}/${hook.id}`, { version: hook.version });
export const rotateSecret = (id: string) => call<WithSecret>('post', `${PATH}/${id}/rotate`);
export const pingWebhook = (id: string) => call<void>('post', `${PATH}/${id}/ping`);
export const replayDelivery = (id: string, delivery: string) =>
  call<void>('post', `${PATH}/${id}/deliveries/${delivery}/replay`);
