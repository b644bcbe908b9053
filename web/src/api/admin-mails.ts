import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { components } from './schema';

type Schemas = components['schemas'];

export type WordingSummary = Schemas['WordingSummary'];
export type Wording = Schemas['WordingRead'];
export type Sentence = Schemas['SentenceRead'];
export type WordingVersion = Schemas['WordingVersion'];
export type MailPreview = Schemas['MailPreview'];
export type Texts = Record<string, string>;

const PATH = '/api/admin/mail-wordings';
const one = (template: string, language: string) => `${PATH}/${template}/${language}`;

export const wordingKeys = {
  all: ['admin', 'mail-wordings'] as const,
  list: ['admin', 'mail-wordings', 'list'] as const,
  one: (template: string, language: string) => ['admin', 'mail-wordings', template, language] as const,
  preview: (template: string, language: string, trial: Trial) =>
    ['admin', 'mail-wordings', template, language, 'preview', trial] as const,
};

/** Sentences to look at, and the ticket whose values are filled in. */
export interface Trial {
  texts: Texts;
  ticket?: string | undefined;
}

export const wordingsQuery = () =>
  queryOptions({
    queryKey: wordingKeys.list,
    queryFn: async ({ signal }) => (await call<{ items: WordingSummary[] }>('get', PATH, { signal })).items,
  });

export const wordingQuery = (template: string, language: string) =>
  queryOptions({
    queryKey: wordingKeys.one(template, language),
    queryFn: ({ signal }) => call<Wording>('get', one(template, language), { signal }),
  });

export const mailPreviewQuery = (template: string, language: string, trial: Trial) =>
  queryOptions({
    queryKey: wordingKeys.preview(template, language, trial),
    queryFn: ({ signal }) =>
      call<MailPreview>('post', `${one(template, language)}/preview`, { body: trial, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });

export const putWording = (wording: Wording, texts: Texts, note: string) =>
  call<Wording>('put', one(wording.template, wording.language), {
    body: { texts, note },
    version: wording.version,
  });
export const restoreWording = (wording: Wording, version: number) =>
  call<Wording>('post', `${one(wording.template, wording.language)}/restore`, {
    body: { version },
    version: wording.version,
  });
export const sendTrial = (template: string, language: string, trial: Trial) =>
  call<{ address: string }>('post', `${one(template, language)}/test`, { body: trial });
