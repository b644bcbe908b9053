import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { resetPassword } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { ButtonLink } from '@/ui/links';
import { AuthFrame } from '../components/AuthFrame';
import { MIN_PASSWORD, newPasswordSchema } from '../model';
import { useLinkToken } from '../use-link-token';

export function ResetPage() {
  const { t } = useLingui();
  const token = useLinkToken();
  const words = { short: t`At least ${MIN_PASSWORD} characters.`, different: t`The two passwords differ.` };
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', again: '' },
    validate: schemaResolver(newPasswordSchema(words), { sync: true }),
  });
  const reset = useMutation({
    mutationFn: (password: string) => resetPassword(token, password),
    onError: (error) => isApiError(error, 422) && form.setErrors(error.fieldErrors),
  });
  if (reset.isSuccess) return <Done />;
  const stale =
    token === '' || (reset.isError && !(isApiError(reset.error, 422) && reset.error.fieldErrors.password));
  return (
    <AuthFrame title={t`Choose a new password`} lead={t`It ends every other session of your account.`}>
      <form onSubmit={form.onSubmit((values) => reset.mutate(values.password))} noValidate>
        <Stack>
          {stale && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              <Trans>This link is used up or too old. Ask for a new one.</Trans>
            </Alert>
          )}
          <PasswordInput
            key={form.key('password')}
            {...form.getInputProps('password')}
            label={t`New password`}
            description={t`At least ${MIN_PASSWORD} characters; a few words are easy to remember.`}
            autoComplete="new-password"
            size="md"
          />
          <PasswordInput
            key={form.key('again')}
            {...form.getInputProps('again')}
            label={t`The same again`}
            autoComplete="new-password"
            size="md"
          />
          <Button type="submit" size="md" loading={reset.isPending} disabled={token === ''}>
            <Trans>Save the password</Trans>
          </Button>
          {stale && (
            <ButtonLink to="/forgot" variant="light">
              <Trans>Send a new link</Trans>
            </ButtonLink>
          )}
        </Stack>
      </form>
    </AuthFrame>
  );
}

function Done() {
  const { t } = useLingui();
  return (
    <AuthFrame title={t`Your password is changed`}>
      <Alert color="teal" icon={<IconCheck size={20} />} role="status">
        <Trans>You can sign in with it now.</Trans>
      </Alert>
      <ButtonLink to="/login">
        <Trans>Sign in</Trans>
      </ButtonLink>
    </AuthFrame>
  );
}
