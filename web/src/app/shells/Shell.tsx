import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useSession } from '@/api/session';
import type { Me } from '@/api/types';
import { startLive } from '@/app/live/bridge';
import { useQuestion } from '@/lib/confirm';
import { useOverlays } from '@/lib/overlays';
import { isStaff } from '@/lib/permissions';
import { useToaster } from '@/lib/toast';
import { toScheme } from '@/ui/use-theme-choice';
import { useGlobalCommands } from './global-commands';

const PortalShell = lazy(() => import('./PortalShell'));
const DeskShell = lazy(() => import('./DeskShell'));
const Palette = lazy(() => import('@/app/commands/Palette'));
const Confirm = lazy(() => import('@/ui/Confirm'));
const Toaster = lazy(() => import('@/ui/Toaster'));
const ShortcutSheet = lazy(() => import('@/app/commands/ShortcutSheet'));

/** Everything around a signed-in page: the shell of the role, live updates, palette and shortcuts. */
export function Shell() {
  const me = useSession((state) => state.me);
  const client = useQueryClient();
  const { palette, sheet } = useOverlays();
  const question = useQuestion();
  const toaster = useToaster((state) => state.wanted);
  useGlobalCommands();
  useProfileTheme(me);
  useEffect(() => startLive(client), [client]);
  const Frame = isStaff(me) ? DeskShell : PortalShell;
  return (
    <Suspense>
      <Frame />
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
