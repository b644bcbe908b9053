import { i18n, type Messages } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';

import { speakRefusals } from '@/api/errors';
import { compileMessage } from './message-compiler';

/**
 * English is the source: its text travels with the chunk that shows it, so nothing is loaded for it.
 * Other languages are catalogues, loaded when chosen; what a catalogue lacks (pages of the desk) stays English.
 */
const catalogues = import.meta.glob<{ messages: Messages }>([
  '../locales/*/messages.po',
  '!../locales/en/messages.po',
]);

export type Language = 'en' | 'id' | 'fil' | 'zh-Hans';

/** Each language by its own name. */
export const LOCALES: Record<Language, string> = {
  en: 'English',
  id: 'Bahasa Indonesia',
  fil: 'Filipino',
  'zh-Hans': '简体中文',
};

/** Languages browsers call by another code: Tagalog is written as Filipino, `in` is Indonesian's old code. */
const OTHER_CODES: Record<string, Language> = { zh: 'zh-Hans', tl: 'fil', in: 'id' };

/** The language there are words in that serves `wanted` (a BCP 47 tag); undefined where there is none. */
export function languageOf(wanted: string): Language | undefined {
  if (wanted in LOCALES) return wanted as Language;
  const short = wanted.split('-')[0]?.toLowerCase() ?? '';
  return short in LOCALES ? (short as Language) : OTHER_CODES[short];
}

/** Before anybody signed in: what was chosen on the sign-in page, else the first language of the browser we speak. */
export function guestLanguage(): Language {
  const chosen = storedLanguage();
  const wanted = [...(chosen ? [chosen] : []), ...(navigator.languages ?? [navigator.language])];
  return wanted.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

/** Where a browser keeps what was chosen on its sign-in page. */
export const STORED_LANGUAGE = 'itsm-language';

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORED_LANGUAGE);
  } catch {
    return null;
  }
}

let latest = 0;

/** Show everything in the language that serves `wanted`. A catalogue that cannot be fetched leaves what is shown. */
export async function activateLocale(wanted: string): Promise<void> {
  const locale = languageOf(wanted) ?? 'en';
  latest += 1;
  const turn = latest;
  const messages = await loadMessages(locale);
  // Somebody may have chosen again while the catalogue was on its way.
  if (turn !== latest || !messages) return;
  i18n.setMessagesCompiler((message) => compileMessage(message) as CompiledMessage);
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
  speakRefusals(locale === 'en' ? undefined : (await import('./refusals')).refusalIn);
}

async function loadMessages(locale: Language): Promise<Messages | null> {
  const load = catalogues[`../locales/${locale}/messages.po`];
  if (!load) return {};
  try {
    return (await load()).messages;
  } catch {
    return i18n.locale ? null : {};
  }
}
