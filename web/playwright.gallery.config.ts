import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `make gallery`: every page as each role, in three widths, light and dark; pictures, axe, one sheet. */
export default defineConfig({
  ...base,
  testDir: 'gallery',
  outputDir: 'test-results/gallery-run',
  timeout: 300_000,
  retries: 0,
  reporter: [['list']],
  globalTeardown: './gallery/sheet.ts',
  projects: [{ name: 'gallery' }],
});
