import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, PasswordInput, Skeleton, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { isApiError } from '@/api/errors';
import { acceptInvitation, readInvitation } from '@/api/invitation';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { AuthFrame } from '../components/AuthFrame';
import { invitationSchema, MIN_PASSWORD } from '../model';
import { useLinkToken } from '../use-link-token';

/** Somebody new chooses what they are called and a password. */
export function InvitationPage() {
  const { t } = useLingui();
  const token = useLinkToken();
  const invitation = useQuery({
    queryKey: ['auth', 'invitation', token],
    queryFn: () => readInvitation(token),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === '' || isApiError(invitation.error, 400)) return <Stale />;
  return (
    <AuthFrame
      title={t`Welcome to IT Support`}
      lead={invitation.data && <Trans>Your account: {invitation.data.email}</Trans>}
    >
      {invitation.isPending && <Skeleton h={220} />}
      {invitation.error && <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />}
      {invitation.data && <Form token={token} name={invitation.data.name} />}
    </AuthFrame>
  );
}

function Form({ token, name }: { token: string; name: string }) {
  const { t } = useLingui();
  const words = {
    name: t`Enter your name.`,
    short: t`At least ${MIN_PASSWORD} characters.`,
    different: t`The two passwords differ.`,
  };
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name, password: '', again: '' },
    validate: schemaResolver(invitationSchema(words), { sync: true }),
  });
  const accept = useMutation({
    mutationFn: (values: typeof form.values) => acceptInvitation(token, values.name.trim(), values.password),
    onError: (error) => isApiError(error, 422) && form.setErrors(error.fieldErrors),
  });
  if (accept.isSuccess) return <Done />;
  const eye = { 'aria-label': t`Show or hide the password`, tabIndex: 0 };
  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate(values))} noValidate>
      <Stack>
        {accept.isError && !isApiError(accept.error, 422) && (
          <ErrorState error={accept.error} title={t`Your account was not set up`} />
        )}
        <TextInput
          key={form.key('name')}
          {...form.getInputProps('name')}
          label={t`Your name`}
          autoComplete="name"
          size="md"
        />
        <PasswordInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t`Password`}
          description={t`At least ${MIN_PASSWORD} characters; a few words are easy to remember.`}
          autoComplete="new-password"
          size="md"
          visibilityToggleButtonProps={eye}
        />
        <PasswordInput
          key={form.key('again')}
          {...form.getInputProps('again')}
          label={t`The same again`}
          autoComplete="new-password"
          size="md"
          visibilityToggleButtonProps={eye}
        />
        <Button type="submit" size="md" loading={accept.isPending}>
          <Trans>Set up my account</Trans>
        </Button>
      </Stack>
    </form>
  );
}

function Done() {
  return (
    <Stack>
      <Alert color="teal" icon={<IconCheck size={20} />} role="status">
        <Trans>Your account is ready. You can sign in now.</Trans>
      </Alert>
      <ButtonLink to="/login">
        <Trans>Sign in</Trans>
      </ButtonLink>
    </Stack>
  );
}

function Stale() {
  const { t } = useLingui();
  return (
    <AuthFrame title={t`This invitation is not valid`}>
      <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
        <Trans>It was used, withdrawn, or is too old. Ask your IT team for a new one.</Trans>
      </Alert>
      <ButtonLink to="/login" variant="light">
        <Trans>Back to sign-in</Trans>
      </ButtonLink>
    </AuthFrame>
  );
}
