import { useLingui } from '@lingui/react/macro';
import { PasswordInput, Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { MIN_PASSWORD, type UserValues } from './model';

/** How a new person gets in: by a mailed link, or with a password handed to them. */
export function UserEntry({ form }: { form: UseFormReturnType<UserValues> }) {
  const { t } = useLingui();
  return (
    <Radio.Group label={t`First sign-in`} {...form.getInputProps('entry')}>
      <Stack gap="xs" mt={6}>
        <Radio value="mail" label={t`Mail them a link to choose a password`} />
        <Radio value="password" label={t`Set a first password now`} />
        {form.values.entry === 'password' && (
          <PasswordInput
            label={t`First password`}
            description={t`At least ${MIN_PASSWORD} characters.`}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
        )}
      </Stack>
    </Radio.Group>
  );
}
