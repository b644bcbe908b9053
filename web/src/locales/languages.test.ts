import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n';

const CONFIG = resolve('lingui.requester.config.ts');
const OTHERS = Object.keys(LOCALES).filter((locale) => locale !== 'en');
const REMEDY = 'run: npm run extract (in web/), then fill in what is empty in src/locales';

/** Names, placeholders and tags a sentence must keep in every language. */
const parts = (text: string): string[] => [...new Set(text.match(/\{\w+[,}]|<\/?\d+\/?>/g) ?? [])].sort();

interface Sentence {
  message?: string | undefined;
  translation?: string | undefined;
}

let shown: Record<string, Sentence>;
const own: Record<string, Record<string, Sentence>> = {};

beforeAll(async () => {
  const [catalogue] = await getCatalogs(getConfig({ configPath: CONFIG }));
  if (!catalogue) throw new Error('there is no catalogue');
  shown = (await catalogue.collect()) as Record<string, Sentence>;
  for (const locale of OTHERS) own[locale] = (await catalogue.read(locale)) as Record<string, Sentence>;
}, 120_000);

describe.each(OTHERS)('%s', (locale) => {
  it('says every sentence a requester is shown', () => {
    const missing = Object.entries(shown)
      .filter(([id]) => !own[locale]?.[id]?.translation)
      .map(([, { message }]) => message);
    expect(missing, REMEDY).toEqual([]);
  });

  it('holds no sentence that is shown no more', () => {
    expect(
      Object.keys(own[locale] ?? {}).filter((id) => !(id in shown)),
      REMEDY,
    ).toEqual([]);
  });

  it('keeps names and marks of every sentence', () => {
    const broken = Object.values(own[locale] ?? {}).filter(
      ({ message = '', translation = '' }) => parts(message).join() !== parts(translation).join(),
    );
    expect(broken.map(({ message }) => message)).toEqual([]);
  });

  it('is written in its own script, not left as it was', () => {
    const text = readFileSync(`src/locales/${locale}/messages.po`, 'utf8');
    const same = Object.values(own[locale] ?? {}).filter(
      ({ message, translation }) => message === translation && /(\p{L}{2,} ){3}/u.test(message ?? ''),
    );
    expect(same.map(({ message }) => message)).toEqual([]);
    if (locale === 'zh-Hans') expect(text.match(/\p{Script=Han}/gu)?.length).toBeGreaterThan(1_000);
  });
});

describe('what is counted as shown', () => {
  it('holds sentences of sign-in, portal, profile, errors and refusals', () => {
    const sentences = Object.values(shown).map(({ message }) => message);
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Sign in to IT Support',
        'Being worked on',
        'Start page',
        'This page is not here',
        'This password is easy to guess. Use more and other words.',
      ]),
    );
  });
});
