import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';

type Schemas = components['schemas'];

export type HandoverOffer = Schemas['OfferRead'];
export type Forecast = Schemas['ForecastRead'];
export type Handover = Schemas['HandoverRead'];

const PATH = '/api/handovers';

export const handoverKeys = {
  all: ['handovers'] as const,
  offers: ['handovers', 'offers'] as const,
  recent: ['handovers', 'recent'] as const,
  preview: (userId: string) => ['handovers', 'preview', userId] as const,
};

export const offersQuery = () =>
  queryOptions({
    queryKey: handoverKeys.offers,
    queryFn: async ({ signal }) =>
      (await call<{ items: HandoverOffer[] }>('get', `${PATH}/offers`, { signal })).items,
  });

export const recentHandoversQuery = () =>
  queryOptions({
    queryKey: handoverKeys.recent,
    queryFn: async ({ signal }) =>
      (await call<{ items: Handover[] }>('get', PATH, { query: { limit: 20 }, signal })).items,
  });

export const previewQuery = (userId: string) =>
  queryOptions({
    queryKey: handoverKeys.preview(userId),
    queryFn: async ({ signal }) =>
      (await call<{ items: Forecast[] }>('get', `${PATH}/preview`, { query: { user_id: userId }, signal }))
        .items,
  });

export const startHandover = (body: { user_id: string; ticket_ids: string[]; reason: string }, key: string) =>
  call<Handover>('post', PATH, { body, key });
export const undoHandover = (id: string) => call<Handover>('post', `${PATH}/${id}/undo`, { body: {} });
