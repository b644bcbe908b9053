import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { boot } from '@/api/auth';
import { useSession } from '@/api/session';
import { FullPage } from './errors/FullPage';

const SessionDialog = lazy(() => import('@/features/auth/components/SessionDialog'));

/** Around every page: the sign-in dialog of a lost session, the question who it is, or the reason why nothing can be shown. */
export function RootLayout() {
  const status = useSession((state) => state.status);
  const proving = useSession((state) => state.prove);
  if (status === 'booting') return <Unreachable />;
  return (
    <>
      <Outlet />
      {(proving || status === 'expired') && (
        <Suspense>
          <SessionDialog />
        </Suspense>
      )}
    </>
  );
}

function Unreachable() {
  return (
    <main>
      <FullPage
        art="offline"
        title={<Trans>We cannot reach the service desk</Trans>}
        text={
          <Trans>
            Your computer may be offline, or the desk is restarting. Anything you wrote is kept here.
          </Trans>
        }
      >
        <Button leftSection={<IconRefresh size={18} />} onClick={() => void boot()}>
          <Trans>Try again</Trans>
        </Button>
      </FullPage>
    </main>
  );
}
