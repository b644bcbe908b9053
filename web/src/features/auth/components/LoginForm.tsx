import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { login } from '@/api/auth';
import { isApiError } from '@/api/errors';
import type { Me, SecondStep as Step } from '@/api/types';
import { loginSchema } from '../model';

// Most people have no second step: what it needs is fetched when it is asked for.
const SecondStep = lazy(() => import('./SecondStep'));

interface Props {
  /** Fixed when a running session is renewed. */
  email?: string;
  onDone: (me: Me) => void;
  /** Between the fields and the button. */
  children?: ReactNode;
  /** The first step was taken elsewhere: at a sign-in provider. */
  step?: Step['next'] | undefined;
}

export function LoginForm({ email, onDone, children, step: begun }: Props) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step['next'] | null>(begun ?? null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: email ?? '', password: '' },
    validate: schemaResolver(
      loginSchema({ email: t`Enter your work email address.`, required: t`Enter your password.` }),
      {
        sync: true,
      },
    ),
    onSubmitPreventDefault: 'always',
  });
  const signIn = useMutation({
    mutationFn: (values: { email: string; password: string }) => login(values.email.trim(), values.password),
    onSuccess: (answer) => ('next' in answer ? setStep(answer.next) : onDone(answer)),
    onError: (error) => {
      if (isApiError(error, 422)) form.setErrors(error.fieldErrors);
      else form.getInputNode('password')?.focus();
    },
  });
  if (step)
    return (
      <Suspense>
        <SecondStep kind={step} onDone={onDone} onBack={() => setStep(null)} />
      </Suspense>
    );
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
      <Stack>
        {signIn.isError && !isApiError(signIn.error, 422) && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            <Refusal error={signIn.error} />
          </Alert>
        )}
        <TextInput
          key={form.key('email')}
          {...form.getInputProps('email')}
          label={t`Email`}
          type="email"
          autoComplete="username"
          inputMode="email"
          size="md"
          readOnly={email !== undefined}
          data-autofocus={email === undefined || undefined}
        />
        <PasswordInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={t`Password`}
          autoComplete="current-password"
          size="md"
          data-autofocus={email !== undefined || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password`, tabIndex: 0 }}
        />
        {children}
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      </Stack>
    </form>
  );
}

/** One neutral text for wrong credentials: it never tells which of the two was wrong. */
function Refusal({ error }: { error: unknown }) {
  const seconds = isApiError(error, 429) ? (error.retryAfter ?? 60) : 0;
  if (seconds) return <Trans>Too many attempts. Try again in {seconds} seconds.</Trans>;
  if (isApiError(error, 401) || isApiError(error, 403)) {
    return <Trans>Email and password do not match, or the account is switched off.</Trans>;
  }
  if (isApiError(error, 0)) return <Trans>The service desk cannot be reached. Check your connection.</Trans>;
  return <Trans>Signing in failed. Try again in a moment.</Trans>;
}
