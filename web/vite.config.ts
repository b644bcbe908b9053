import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { apiDocs } from './tools/api-docs.ts';
import { precompress } from './tools/precompress.ts';
import { preloadFont } from './tools/preload-font.ts';

const api = process.env.ITSM_API_URL ?? 'http://127.0.0.1:8000';
const proxy = { '/api': { target: api }, '/socket.io': { target: api, ws: true } };
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** What runs before any page does, and what every first picture is drawn with. */
const BASE = [
  /node_modules\/(react|react-dom|scheduler|zustand|openapi-fetch|@tanstack\/(react-router|router-core|history|store|react-store|react-query|query-core)|@lingui\/(core|react))\//,
  /@mantine\/core\/esm\/core\//,
  /@mantine\/core\/esm\/components\/(Button|Group|Loader|Paper|Skeleton|Stack|Text|Title|Transition|UnstyledButton)\//,
  /@tabler\/icons-react\/dist\/esm\/createReactComponent|vite\/preload-helper/,
];

/** What nearly every page adds to it. */
const KIT =
  /@mantine\/core\/esm\/components\/(ActionIcon|Alert|Anchor|Avatar|Badge|CloseButton|Input|InputBase|NativeSelect|SimpleGrid|Textarea|TextInput)\/|@tabler\/icons-react\/dist\/esm\/icons\/Icon(ArrowLeft|Check|CirclePlus|Home|Inbox|Search|Ticket|User|X)\.|src\/(lib\/(ahead|confirm|connection|drafts|live-rooms|overlays)|ui\/(first-use|labels|links|Logo|Page|PersonChip|PriorityChip))\./;

export default defineConfig({
  plugins: [
    // English needs no catalogue: these are the languages of the requester's screens.
    lingui({ configPath: fileURLToPath(new URL('./lingui.requester.config.ts', import.meta.url)) }),
    react(),
    babel({
      plugins: [['@lingui/babel-plugin-lingui-macro', { stripMessageField: false }]],
      presets: [reactCompilerPreset()],
    }),
    preloadFont('inter-latin-wght-normal'),
    apiDocs(),
    precompress(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __APP_VERSION__: JSON.stringify(version) },
  // The server replaces the placeholder with a fresh nonce in every response.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2023',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    // Every browser of the target knows modulepreload.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // The first file lists every other: names that say nothing make it 1 kB lighter. What is what: .vite/manifest.json.
        chunkFileNames: 'assets/[hash].js',
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.css') ? 'assets/[hash][extname]' : 'assets/[name]-[hash][extname]',
        // One file instead of twenty is smaller and fewer requests; what is not ours also stays cached over deploys.
        codeSplitting: {
          groups: [
            { name: 'base', test: (id) => BASE.some((part) => part.test(id)), priority: 2 },
            { name: 'kit', test: KIT, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000/' } },
    setupFiles: ['./src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    testTimeout: 20_000,
    coverage: { include: ['src/**/*.{ts,tsx}'], exclude: ['src/test/**', 'src/api/schema.d.ts'] },
  },
});
