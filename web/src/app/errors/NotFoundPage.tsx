import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FullPage } from './FullPage';

/** Where there is no shell around it. */
export const LostPage = () => (
  <main>
    <NotFoundPage />
  </main>
);

export function NotFoundPage() {
  return (
    <FullPage
      art="missing"
      title={<Trans>This page is not here</Trans>}
      text={
        <Trans>
          It may have been moved or deleted, or it is not yours to see. Check the address, or start over.
        </Trans>
      }
    >
      <Button component={Link} to="/">
        <Trans>Go to the start page</Trans>
      </Button>
    </FullPage>
  );
}
