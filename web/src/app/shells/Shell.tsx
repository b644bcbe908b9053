import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useSession } from '@/api/session';
import type { Me } from '@/api/types';
import { ahead } from '@/lib/ahead';
import { useQuestion } from '@/lib/confirm';
import { useOverlays } from '@/lib/overlays';
import { isStaff } from '@/lib/permissions';
import { useToaster } from '@/lib/toast';
import { toScheme } from '@/ui/use-theme-choice';

const PortalShell = lazy(() => import('./PortalShell'));
const DeskShell = lazy(() => import('./DeskShell'));
const GlobalCommands = lazy(() => import('./GlobalCommands'));
const loadPalette = () => import('@/app/commands/Palette');
const Palette = lazy(loadPalette);
const Confirm = lazy(() => import('@/ui/Confirm'));
const Toaster = lazy(() => import('@/ui/Toaster'));
const ShortcutSheet = lazy(() => import('@/app/commands/ShortcutSheet'));

/** After the page itself has settled. */
const PALETTE_MS = 2_500;

/** Everything around a signed-in page: the shell of the role, live updates, palette and shortcuts. */
export function Shell() {
  const me = useSession((state) => state.me);
  const { palette, sheet } = useOverlays();
  const question = useQuestion();
  // A screen on the wall has nothing around it.
  const bare = useRouterState({ select: ({ location }) => location.pathname === '/tv' });
  const toaster = useToaster((state) => state.wanted);
  useProfileTheme(me);
  useLiveUpdates();
  usePaletteAtHand();
  // Signing out empties the session a moment before the guard leads away.
  if (!me) return null;
  const Frame = bare ? Outlet : isStaff(me) ? DeskShell : PortalShell;
  return (
    <Suspense>
      <Frame />
      <Suspense>
        <GlobalCommands />
      </Suspense>
      {palette && <Palette />}
      {sheet && <ShortcutSheet />}
      {question && <Confirm />}
      {toaster && <Toaster />}
    </Suspense>
  );
}

/** The theme of the profile, on whichever computer its owner signs in. */
function useProfileTheme(me: Me | null): void {
  const { setColorScheme } = useMantineColorScheme();
  const theme = me?.theme;
  useEffect(() => {
    if (theme) setColorScheme(toScheme(theme));
  }, [theme, setColorScheme]);
}

/** Live updates start after the page has been drawn, and end with the session. */
function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void import('@/app/live/bridge').then(({ startLive }) => {
      if (!gone) stop = startLive(client);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [client]);
}

/** Fetched while nothing else is going on, so that words typed right after mod+K are not lost. */
function usePaletteAtHand(): void {
  useEffect(() => {
    const timer = setTimeout(() => ahead(loadPalette), PALETTE_MS);
    return () => clearTimeout(timer);
  }, []);
}
