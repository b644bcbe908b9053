import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { signedOut, useSession } from '@/api/session';
import { LoginForm } from './LoginForm';

/** A session that ended while somebody worked: sign in above the page, nothing typed is lost. */
export default function SignInDialog() {
  const { t } = useLingui();
  const me = useSession((state) => state.me);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t`Please sign in again`}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          <Trans>
            Your session has ended. What is on this page stays as it is and goes on where it stopped.
          </Trans>
        </Text>
        <LoginForm {...(me ? { email: me.email } : {})} onDone={() => undefined} />
        <Button variant="subtle" color="gray" onClick={signedOut}>
          <Trans>Leave this page</Trans>
        </Button>
      </Stack>
    </Modal>
  );
}
