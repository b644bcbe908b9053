import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/**
 * Journeys against running desks with their demonstration data.
 * `E2E_BASE_URL` (several addresses, with spaces between: one desk for each worker) and `E2E_PASSWORD` name them;
 * without them one is started here, for these runs alone.
 */
const PORT = process.env.E2E_PORT ?? '8765';
const desks = (process.env.E2E_BASE_URL ?? `http://localhost:${PORT}`).split(' ');
const baseURL = desks[0];
process.env.E2E_PASSWORD ??= 'e2e only, never elsewhere';

const CHROMIUM = [
  process.env.E2E_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = CHROMIUM.find((path) => path && existsSync(path));

const desktop = { viewport: { width: 1366, height: 860 } };
const tablet = { viewport: { width: 834, height: 1112 }, hasTouch: true };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // Journeys change what others would see: side by side only where each worker has a desk of its own (e2e/desk.ts).
  workers: desks.length,
  // On a busy machine a journey may run out of time; what holds only at the second attempt is counted as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? [['list'], ['html', { open: 'never' }]] : 'list',
  use: {
    baseURL,
    locale: 'en-US',
    timezoneId: 'Asia/Manila',
    // What stands between page and network in most journeys is the test itself.
    serviceWorkers: 'block',
    // Costs a third of the time; the page as it was stands in the failure's own report.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  // @sizes: a journey at every width. @phone: on a desktop and a phone. @every-size: one page, looked at in all three.
  projects: [
    { name: 'desktop', use: desktop, grepInvert: /@every-size|@phone-only/ },
    { name: 'tablet', use: tablet, grep: /@sizes/ },
    { name: 'phone', use: phone, grep: /@sizes|@phone|@every-size/ },
  ],
  ...(process.env.E2E_BASE_URL
    ? {}
    : {
        webServer: {
          command: process.env.E2E_SERVER ?? '../.venv/bin/itsm up',
          url: `${baseURL}/api/health/ready`,
          timeout: 180_000,
          env: {
            ITSM_PORT: PORT,
            ITSM_DEMO: '1',
            ITSM_HOME: process.env.E2E_HOME ?? 'test-results/home',
            ITSM_DEMO_PASSWORD: process.env.E2E_PASSWORD,
          },
        },
      }),
});
