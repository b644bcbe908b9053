import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';
import { requesterFiles } from './tools/requester-files.ts';

/** Catalogues of the other languages: what requesters see. The desk itself speaks English, the source. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['fil', 'id', 'zh-Hans'],
  catalogs: [
    {
      path: '<rootDir>/src/locales/{locale}/messages',
      include: requesterFiles().map((file) => `src/${file}`),
    },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
});
