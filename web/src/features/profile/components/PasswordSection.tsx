import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { authKeys, changePassword } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { toastDone, toastFailed } from '@/lib/toast';
import { Section } from './Section';

const MIN_PASSWORD = 12;

export function PasswordSection() {
  const { t } = useLingui();
  const client = useQueryClient();
  const schema = z.object({
    current_password: z.string().check(z.minLength(1, t`Enter your present password.`)),
    new_password: z.string().check(z.minLength(MIN_PASSWORD, t`At least ${MIN_PASSWORD} characters.`)),
  });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current_password: '', new_password: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const change = useMutation({
    mutationFn: (values: typeof form.values) => changePassword(values.current_password, values.new_password),
    onSuccess: () => {
      form.reset();
      toastDone(t`Your password is changed. Other sessions are signed out.`);
      void client.invalidateQueries({ queryKey: authKeys.sessions() });
    },
    onError: (error) => {
      if (isApiError(error, 422)) form.setErrors(error.fieldErrors);
      else if (isApiError(error, 401) || isApiError(error, 403))
        form.setErrors({ current_password: error.message });
      else toastFailed(error, t`The password was not changed`);
    },
  });
  const eye = { 'aria-label': t`Show or hide the password`, tabIndex: 0 };
  return (
    <Section title={<Trans>Password</Trans>} text={<Trans>Changing it signs you out everywhere else.</Trans>}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Stack>
          <PasswordInput
            key={form.key('current_password')}
            {...form.getInputProps('current_password')}
            label={t`Present password`}
            autoComplete="current-password"
            visibilityToggleButtonProps={eye}
          />
          <PasswordInput
            key={form.key('new_password')}
            {...form.getInputProps('new_password')}
            label={t`New password`}
            description={t`At least ${MIN_PASSWORD} characters.`}
            autoComplete="new-password"
            visibilityToggleButtonProps={eye}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              <Trans>Change the password</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
