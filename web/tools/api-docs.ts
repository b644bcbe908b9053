import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** Puts the reader of the interface's document beside the pages, so that `/api/docs` needs no other host. */
export function apiDocs(): Plugin {
  const resolve = createRequire(import.meta.url).resolve;
  return {
    name: 'api-docs',
    apply: 'build',
    generateBundle() {
      for (const file of FILES) {
        const source = readFileSync(resolve(`swagger-ui-dist/${file}`));
        this.emitFile({ type: 'asset', fileName: `api-docs/${file}`, source });
      }
    },
  };
}
