import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { IconMailCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { forgotPassword } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink, TextLink } from '@/ui/links';
import { AuthFrame } from '../components/AuthFrame';
import { emailSchema } from '../model';

export function ForgotPage() {
  const { t } = useLingui();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: schemaResolver(emailSchema({ email: t`Enter your work email address.` }), { sync: true }),
  });
  const ask = useMutation({
    mutationFn: (email: string) => forgotPassword(email.trim()),
    onError: (error) => isApiError(error, 422) && form.setErrors(error.fieldErrors),
  });
  if (ask.isSuccess) return <Sent />;
  return (
    <AuthFrame title={t`Forgot your password?`} lead={t`We send you a link to choose a new one.`}>
      <form onSubmit={form.onSubmit((values) => ask.mutate(values.email))} noValidate>
        <Stack>
          {ask.isError && !isApiError(ask.error, 422) && (
            <ErrorState error={ask.error} title={t`The mail was not sent`} />
          )}
          <TextInput
            key={form.key('email')}
            {...form.getInputProps('email')}
            label={t`Email`}
            type="email"
            autoComplete="username"
            size="md"
          />
          <Button type="submit" size="md" loading={ask.isPending}>
            <Trans>Send the link</Trans>
          </Button>
          <TextLink to="/login" size="sm" ta="center">
            <Trans>Back to sign-in</Trans>
          </TextLink>
        </Stack>
      </form>
    </AuthFrame>
  );
}

/** The same answer whether or not the address is known. */
function Sent() {
  const { t } = useLingui();
  return (
    <AuthFrame title={t`Look into your mailbox`}>
      <Alert color="teal" icon={<IconMailCheck size={20} />} role="status">
        <Trans>If this address belongs to an account, a mail with a link is on its way.</Trans>
      </Alert>
      <Text size="sm" c="dimmed">
        <Trans>Nothing there after some minutes? Look into the spam folder, or call your IT support.</Trans>
      </Text>
      <ButtonLink to="/login" variant="light">
        <Trans>Back to sign-in</Trans>
      </ButtonLink>
    </AuthFrame>
  );
}
