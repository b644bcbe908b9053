import { Trans } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { isApiError } from '@/api/errors';
import { RequestId } from '@/ui/ErrorState';
import { FullPage } from './FullPage';
import { NotFoundPage } from './NotFoundPage';

/** Boundary of every route: one broken page never takes the shell with it. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isApiError(error, 404) || isApiError(error, 410)) return <NotFoundPage />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <FullPage
      art={isApiError(error, 0) ? 'offline' : 'broken'}
      title={
        isApiError(error, 0) ? (
          <Trans>You seem to be offline</Trans>
        ) : (
          <Trans>This page could not be shown</Trans>
        )
      }
      text={<Trans>Nothing you wrote is lost. Try again; if it keeps failing, tell the service desk.</Trans>}
    >
      <Group justify="center">
        <Button leftSection={<IconRefresh size={18} />} onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      </Group>
      <RequestId error={error} />
    </FullPage>
  );
}
