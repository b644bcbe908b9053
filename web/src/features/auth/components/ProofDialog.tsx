import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { endProof, prove } from '@/api/proof';
import { CodeForm } from '@/ui/CodeForm';

/** Before something that matters: is it still the person who signed in? */
export default function ProofDialog() {
  const { t } = useLingui();
  const me = useMe();
  const [byCode, setByCode] = useState(!me.has_password);
  const giveUp = () => endProof(false);
  // Signed out meanwhile: whoever waits must not wait for ever.
  useEffect(() => () => endProof(false), []);
  const canDoNeither = !me.has_password && !me.has_second_factor;
  return (
    <Modal opened onClose={giveUp} title={t`Is it you?`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {canDoNeither ? (
            <Trans>This needs a fresh sign-in. Sign out and in again, then go on here.</Trans>
          ) : (
            <Trans>You signed in a while ago, and this matters. Show once more that it is you.</Trans>
          )}
        </Text>
        {!canDoNeither &&
          (byCode ? (
            <CodeForm
              label={t`Code`}
              description={<Trans>From your authenticator app, or one of your recovery codes.</Trans>}
              action={<Trans>Confirm</Trans>}
              onCode={(code) => prove({ code })}
              onCancel={giveUp}
              cancel={<Trans>Cancel</Trans>}
            />
          ) : (
            <PasswordProof onCancel={giveUp} />
          ))}
        {me.has_password && me.has_second_factor && (
          <Group>
            <Button variant="subtle" size="compact-sm" onClick={() => setByCode(!byCode)}>
              {byCode ? <Trans>Use the password</Trans> : <Trans>Use a code</Trans>}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function PasswordProof({ onCancel }: { onCancel: () => void }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const send = useMutation({
    mutationFn: () => prove({ password }),
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) send.mutate();
  };
  const refused = isApiError(send.error, 429)
    ? t`Too many attempts. Try again in ${send.error.retryAfter ?? 60} seconds.`
    : t`This is not your password.`;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PasswordInput
          label={t`Password`}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={send.isError && refused}
          autoComplete="current-password"
          size="md"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password`, tabIndex: 0 }}
        />
        <Group>
          <Button type="submit" loading={send.isPending} disabled={!password}>
            <Trans>Confirm</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
