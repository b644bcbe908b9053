import type { QueryClient } from '@tanstack/react-query';
import { useSession } from '@/api/session';
import { activateLocale } from '@/lib/i18n';
import { applyScreen } from '@/lib/screen';
import type { AppRouter } from './router';

/** When a person leaves, what they could see leaves memory too; when another comes, guards decide anew. */
export function watchSession(router: AppRouter, queryClient: QueryClient): () => void {
  return useSession.subscribe((state, before) => {
    if (state.me?.locale && state.me.locale !== before.me?.locale) void activateLocale(state.me.locale);
    if (state.me && state.me !== before.me) applyScreen(state.me);
    if (state.status === before.status && state.me?.id === before.me?.id) return;
    if (before.me && state.me?.id !== before.me.id) queryClient.clear();
    if (state.status !== 'expired') void router.invalidate();
  });
}
