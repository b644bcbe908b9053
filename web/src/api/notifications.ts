import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { BACKGROUND, client, data } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Conversation = Schemas['ConversationRead'];
export type Notice = Schemas['NoticeRead'];
export type Choices = Schemas['ChoicesRead'];
export type ChoicesPut = Schemas['ChoicesPut'];
export type Preset = Choices['preset'];
export type BellState = 'open' | 'done';

const PATH = '/api/users/me/notifications';

export const bellKeys = {
  all: ['notifications'] as const,
  list: (state: BellState) => ['notifications', 'list', state] as const,
  count: ['notifications', 'count'] as const,
  settings: ['notifications', 'settings'] as const,
  mutes: ['notifications', 'mutes'] as const,
};

export const bellQuery = (state: BellState) =>
  infiniteQueryOptions({
    queryKey: bellKeys.list(state),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      data(client.GET(PATH, { params: { query: { state, cursor: pageParam, limit: 30 } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const bellCountQuery = () =>
  queryOptions({
    queryKey: bellKeys.count,
    queryFn: ({ signal }) => data(client.GET(`${PATH}/count`, { headers: BACKGROUND, signal })),
  });

/** Put conversations away (null: all) up to the latest on screen; the answer is what takes it back. */
export const finishNews = (keys: string[] | null, upTo: string) =>
  data(client.POST(`${PATH}/done`, { body: { keys, up_to: upTo } }));

export const takeNewsBack = (doneAt: string) => client.POST(`${PATH}/undo`, { body: { done_at: doneAt } });

export const choicesQuery = () =>
  queryOptions({
    queryKey: bellKeys.settings,
    queryFn: ({ signal }) => data(client.GET(`${PATH}/settings`, { signal })),
  });

export const putChoices = (body: ChoicesPut) => data(client.PUT(`${PATH}/settings`, { body }));

export const mutesQuery = () =>
  queryOptions({
    queryKey: bellKeys.mutes,
    queryFn: async ({ signal }) => (await data(client.GET(`${PATH}/mutes`, { signal }))).items,
  });

const mutePath = (key: string) => ({ params: { path: { group_key: key } } });

export const muteConversation = (key: string) => client.PUT(`${PATH}/mutes/{group_key}`, mutePath(key));
export const unmuteConversation = (key: string) => client.DELETE(`${PATH}/mutes/{group_key}`, mutePath(key));
