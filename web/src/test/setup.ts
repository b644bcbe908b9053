import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { useSession } from '@/api/session';
import { activateLocale } from '@/lib/i18n';
import { server } from './server';
import { stubBrowser } from './stubs';

vi.mock('@/app/live/bridge', () => ({ startLive: () => () => undefined }));

stubBrowser();
// The first test of a file also compiles the pages it opens.
configure({ asyncUtilTimeout: 12_000, getElementError: (message) => new Error(message ?? 'not found') });

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' });
  await activateLocale('en');
});

beforeEach(() => {
  localStorage.clear();
  useSession.setState({ status: 'out', me: null });
});

afterEach(() => {
  cleanup();
  server.resetHandlers();
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store
  document.cookie = 'itsm_csrf=; Max-Age=0; path=/';
});

afterAll(() => server.close());
