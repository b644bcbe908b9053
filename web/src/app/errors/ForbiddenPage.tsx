import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FullPage } from './FullPage';

export function ForbiddenPage() {
  return (
    <FullPage
      art="forbidden"
      title={<Trans>Your role does not include this page</Trans>}
      text={
        <Trans>
          If you need it for your work, ask a system administrator of the service desk to change your role.
        </Trans>
      }
    >
      <Button component={Link} to="/">
        <Trans>Go to the start page</Trans>
      </Button>
    </FullPage>
  );
}
