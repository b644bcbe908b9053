import '@mantine/core/styles.layer.css';
import './app/styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { boot } from './api/auth';
import { queryClient } from './api/query-client';
import { useSession } from './api/session';
import { Providers } from './app/providers';
import { createAppRouter } from './app/router';
import { watchSession } from './app/session-watch';
import { listenToKeys } from './lib/hotkeys';
import { activateLocale, guestLanguage } from './lib/i18n';
import { shareNonce } from './lib/nonce';
import { applyScreen } from './lib/screen';
import { offerReloadAfterDeploy } from './lib/stale-build';

shareNonce();
offerReloadAfterDeploy();
listenToKeys();
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js');

const router = createAppRouter(queryClient);

/** The page waits for the first refresh, so that no guard decides before it is known who is there. */
async function start(element: HTMLElement): Promise<void> {
  await Promise.all([activateLocale(guestLanguage()), boot()]);
  const { me } = useSession.getState();
  if (me) {
    applyScreen(me);
    await activateLocale(me.locale);
  }
  watchSession(router, queryClient);
  createRoot(element).render(
    <StrictMode>
      <Providers queryClient={queryClient}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
