import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type ArticleCard = Schemas['ArticleCard'];
export type Article = Schemas['ArticleRead'];
export type ArticleInput = Schemas['ArticleCreate'];
export type ArticleChanges = Partial<Schemas['ArticlePatch']>;
export type ArticleStatus = Schemas['ArticleStatus'];
export type Audience = Schemas['Audience'];
export type Move = Schemas['Move'];
export type SearchAnswer = Schemas['ArticleSearchRead'];
export type Hit = Schemas['HitRead'];
export type Piece = Schemas['PieceRead'];
export type Heading = Schemas['HeadingRead'];
export type Rendered = Schemas['RenderedRead'];
export type KnowledgeHome = Schemas['HomeRead'];
export type ArticleVersion = Schemas['ArticleVersionCard'];
export type Diff = Schemas['ArticleDiffRead'];
export type DiffLine = Schemas['DiffLine'];
export type Feedback = Schemas['ArticleFeedbackRead'];
export type ArticleCategory = Schemas['ArticleCategoryRead'];
export type Synonyms = Schemas['SynonymsRead'];
export type Miss = Schemas['MissRead'];
export type Insights = Schemas['InsightsRead'];
export type ArticleFile = Schemas['ArticleFileRead'];
export type TicketArticle = Schemas['TicketArticleRead'];
export type ArticleTicket = Schemas['ArticleTicketRead'];

export interface ArticleFilters {
  status?: ArticleStatus | undefined;
  category_id?: string | undefined;
  due?: boolean | undefined;
  live?: boolean | undefined;
}

const PATH = '/api/kb';
const at = (ref: string) => `${PATH}/articles/${encodeURIComponent(ref)}`;
const ofTicket = (id: string) => `/api/tickets/${encodeURIComponent(id)}`;

export const kbKeys = {
  all: ['knowledge'] as const,
  home: ['knowledge', 'home'] as const,
  search: (q: string, category: string | undefined) => ['knowledge', 'search', q, category ?? ''] as const,
  suggest: (text: string) => ['knowledge', 'suggest', text] as const,
  lists: ['knowledge', 'list'] as const,
  list: (filters: ArticleFilters) => ['knowledge', 'list', filters] as const,
  article: (ref: string) => ['knowledge', 'article', ref] as const,
  newest: (ref: string) => ['knowledge', 'article', ref, 'newest'] as const,
  part: (ref: string, part: string) => ['knowledge', 'article', ref, part] as const,
  diff: (ref: string, number: number, against: number | undefined) =>
    ['knowledge', 'article', ref, 'diff', number, against ?? 0] as const,
  settings: (what: string) => ['knowledge', 'settings', what] as const,
  ofTicket: (id: string) => ['knowledge', 'ticket', id] as const,
};

const items = async <T>(path: string, signal: AbortSignal) =>
  (await call<{ items: T[] }>('get', path, { signal })).items;

export const homeQuery = () =>
  queryOptions({
    queryKey: kbKeys.home,
    queryFn: ({ signal }) => call<KnowledgeHome>('get', `${PATH}/home`, { signal }),
  });

/** `settled`: nobody types any more, so that an unanswered search is kept for the editors. */
export const searchQuery = (q: string, category?: string, settled = false) =>
  queryOptions({
    queryKey: [...kbKeys.search(q, category), settled],
    queryFn: ({ signal }) =>
      call<SearchAnswer>('get', `${PATH}/search`, {
        query: { q, category_id: category, typing: !settled, settled },
        signal,
      }),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const suggestQuery = (text: string) =>
  queryOptions({
    queryKey: kbKeys.suggest(text),
    queryFn: ({ signal }) => call<SearchAnswer>('get', `${PATH}/suggest`, { query: { text }, signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const articlesQuery = (filters: ArticleFilters) =>
  infiniteQueryOptions({
    queryKey: kbKeys.list(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<Page<ArticleCard>>('get', `${PATH}/articles`, {
        query: { ...filters, limit: 30, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const articleQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.article(ref),
    queryFn: ({ signal }) => call<Article>('get', at(ref), { signal }),
  });

/** The newest version, for who writes. */
export const newestQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.newest(ref),
    queryFn: ({ signal }) => call<Article>('get', at(ref), { query: { newest: true }, signal }),
  });

export const relatedQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.part(ref, 'related'),
    queryFn: ({ signal }) => items<ArticleCard>(`${at(ref)}/related`, signal),
  });

export const articleTicketsQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.part(ref, 'tickets'),
    queryFn: ({ signal }) => items<ArticleTicket>(`${at(ref)}/tickets`, signal),
  });

export const feedbackQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.part(ref, 'feedback'),
    queryFn: ({ signal }) => items<Feedback>(`${at(ref)}/feedback`, signal),
  });

export const versionsQuery = (ref: string) =>
  queryOptions({
    queryKey: kbKeys.part(ref, 'versions'),
    queryFn: ({ signal }) => items<ArticleVersion>(`${at(ref)}/versions`, signal),
  });

export const diffQuery = (ref: string, number: number, against: number | undefined) =>
  queryOptions({
    queryKey: kbKeys.diff(ref, number, against),
    queryFn: ({ signal }) =>
      call<Diff>('get', `${at(ref)}/versions/${number}/changes`, { query: { against }, signal }),
  });

export const articleCategoriesQuery = () =>
  queryOptions({
    queryKey: kbKeys.settings('categories'),
    queryFn: ({ signal }) => items<ArticleCategory>(`${PATH}/categories`, signal),
  });

export const synonymsQuery = () =>
  queryOptions({
    queryKey: kbKeys.settings('synonyms'),
    queryFn: ({ signal }) => items<Synonyms>(`${PATH}/synonyms`, signal),
  });

export const missesQuery = () =>
  queryOptions({
    queryKey: kbKeys.settings('misses'),
    queryFn: ({ signal }) => items<Miss>(`${PATH}/misses`, signal),
  });

export const insightsQuery = () =>
  queryOptions({
    queryKey: kbKeys.settings('insights'),
    queryFn: ({ signal }) => call<Insights>('get', `${PATH}/insights`, { signal }),
  });

export const ticketArticlesQuery = (ticketId: string) =>
  queryOptions({
    queryKey: kbKeys.ofTicket(ticketId),
    queryFn: ({ signal }) => items<TicketArticle>(`${ofTicket(ticketId)}/articles`, signal),
  });

export const createArticle = (body: ArticleInput, key: string) =>
  call<Article>('post', `${PATH}/articles`, { body, key });
export const updateArticle = (ref: string, version: number, body: ArticleChanges) =>
  call<Article>('patch', at(ref), { body, version });
export const moveArticle = (ref: string, version: number, move: Move, note: string) =>
  call<Article>('post', `${at(ref)}/transitions`, { body: { move, note }, version });
export const restoreVersion = (ref: string, version: number, number: number) =>
  call<Article>('post', `${at(ref)}/versions/${number}/restore`, { version, body: {} });
export const previewMarkdown = (body: string, signal?: AbortSignal) =>
  call<Rendered>('post', `${PATH}/preview`, { body: { body }, signal });
export const noteView = (ref: string) => call<void>('post', `${at(ref)}/views`, { body: {} });
export const rateArticle = (ref: string, isHelpful: boolean, comment: string) =>
  call<void>('put', `${at(ref)}/feedback`, { body: { is_helpful: isHelpful, comment } });
export const noteDeflection = (articleId: string, text: string) =>
  call<void>('post', `${PATH}/deflections`, { body: { article_id: articleId, text } });
export const createCategory = (name: string, key: string) =>
  call<ArticleCategory>('post', `${PATH}/categories`, { body: { name }, key });
export const updateCategory = (id: string, version: number, body: { name?: string; is_active?: boolean }) =>
  call<ArticleCategory>('patch', `${PATH}/categories/${id}`, { body, version });
export const createSynonyms = (words: string[], key: string) =>
  call<Synonyms>('post', `${PATH}/synonyms`, { body: { words }, key });
export const putSynonyms = (id: string, version: number, words: string[]) =>
  call<Synonyms>('put', `${PATH}/synonyms/${id}`, { body: { words }, version });
export const deleteSynonyms = (id: string, version: number) =>
  call<void>('delete', `${PATH}/synonyms/${id}`, { version });
export const dismissMiss = (id: string) => call<void>('post', `${PATH}/misses/${id}/dismiss`, { body: {} });
export const linkArticle = (ticketId: string, articleId: string, key: string) =>
  call<TicketArticle>('post', `${ofTicket(ticketId)}/articles`, { body: { article_id: articleId }, key });
export const unlinkArticle = (ticketId: string, articleId: string) =>
  call<void>('delete', `${ofTicket(ticketId)}/articles/${articleId}`);
export const articleFromTicket = (ticketId: string, key: string) =>
  call<Article>('post', `${ofTicket(ticketId)}/article-draft`, { body: {}, key });
export const fileLink = (ref: string, fileId: string) =>
  call<{ url: string }>('post', `${at(ref)}/files/${fileId}/link`, { body: {} });

export function uploadPicture(ref: string, file: File, key: string): Promise<ArticleFile> {
  const form = new FormData();
  form.append('file', file, file.name);
  return call<ArticleFile>('post', `${at(ref)}/files`, { body: form, key });
}
