const ONCE_KEY = 'itsm-reloaded-at';
const QUIET_MS = 60_000;

/**
 * After a deploy an open tab asks for chunks that no longer exist. Drafts are already stored,
 * so loading the page anew is safe; a second failure within a minute is left to the error page.
 */
export function offerReloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine || recentlyReloaded()) return;
    event.preventDefault();
    sessionStorage.setItem(ONCE_KEY, String(Date.now()));
    window.location.reload();
  });
}

function recentlyReloaded(): boolean {
  return Date.now() - Number(sessionStorage.getItem(ONCE_KEY) ?? 0) < QUIET_MS;
}
