import { i18n, type Messages } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';

import { compileMessage } from './message-compiler';

/**
 * English is the source: its text travels with the chunk that shows it, so nothing is loaded for it.
 * Other languages are catalogues, loaded when chosen.
 */
const catalogues = import.meta.glob<{ messages: Messages }>([
  '../locales/*/messages.po',
  '!../locales/en/messages.po',
]);

export const LOCALES: Record<string, string> = { en: 'English' };

export async function activateLocale(wanted: string): Promise<void> {
  const short = wanted.split('-')[0] ?? 'en';
  const locale = short in LOCALES ? short : 'en';
  i18n.setMessagesCompiler((message) => compileMessage(message) as CompiledMessage);
  const load = catalogues[`../locales/${locale}/messages.po`];
  i18n.loadAndActivate({ locale, messages: load ? (await load()).messages : {} });
  document.documentElement.lang = locale;
}
