import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  Group,
  type MantineColorScheme,
  NativeSelect,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { updateProfile, useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { setShortcuts, useCommandStore } from '@/lib/commands';
import { LOCALES } from '@/lib/i18n';
import { toastDone, toastFailed } from '@/lib/toast';
import { Choice } from '@/ui/Choice';
import { useThemeChoice } from '@/ui/use-theme-choice';
import { Section } from './Section';

/** IANA zones this browser knows, with the person's own one even if it does not. */
function zones(own: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([own, 'UTC', ...known])].sort();
}

export function PreferencesSection() {
  const { t } = useLingui();
  const me = useMe();
  const [name, setName] = useState(me.name);
  const [timezone, setTimezone] = useState(me.timezone);
  const [locale, setLocale] = useState(me.locale);
  const save = useMutation({
    mutationFn: () => updateProfile({ name: name.trim(), timezone, locale }),
    onSuccess: () => toastDone(t`Saved.`),
    onError: (error) => {
      if (!isApiError(error, 422)) toastFailed(error, t`Your settings were not saved`);
    },
  });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const changed = name.trim() !== me.name || timezone !== me.timezone || locale !== me.locale;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Section
      title={<Trans>You</Trans>}
      text={<Trans>How others see you, and how times and words are shown to you.</Trans>}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t`Name`}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.name}
            autoComplete="name"
            maxLength={120}
          />
          <Group grow align="flex-start">
            <NativeSelect
              label={t`Time zone`}
              value={timezone}
              onChange={(event) => setTimezone(event.currentTarget.value)}
              error={errors.timezone}
              data={zones(me.timezone)}
            />
            <NativeSelect
              label={t`Language`}
              value={locale}
              onChange={(event) => setLocale(event.currentTarget.value)}
              error={errors.locale}
              data={[...new Set([locale, ...Object.keys(LOCALES)])].map((value) => ({
                value,
                label: LOCALES[value] ?? value,
              }))}
            />
          </Group>
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!changed}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
      <Appearance />
    </Section>
  );
}

/** Takes effect at once; kept on the profile, so that it follows to other computers. */
function Appearance() {
  const { t } = useLingui();
  const [scheme, chooseScheme] = useThemeChoice();
  const enabled = useCommandStore((state) => state.enabled);
  return (
    <Stack gap="sm">
      <Text size="sm" fw={500} aria-hidden>
        <Trans>Theme</Trans>
      </Text>
      <Choice
        label={t`Theme`}
        value={scheme}
        onChange={(value: MantineColorScheme) => chooseScheme(value)}
        options={[
          { value: 'auto', label: t`Like this computer` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
      />
      <Switch
        checked={enabled}
        onChange={(event) => setShortcuts(event.currentTarget.checked)}
        label={t`Single-letter keyboard shortcuts`}
        description={t`Press ? on any page to see them.`}
      />
    </Stack>
  );
}
