import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { updateProfile, useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { LOCALES, languageOf } from '@/lib/i18n';
import { isStaff } from '@/lib/permissions';
import { toastDone, toastFailed } from '@/lib/toast';
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
  const [locale, setLocale] = useState<string>(languageOf(me.locale) ?? me.locale);
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
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
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
              data={Object.entries({ [locale]: locale, ...LOCALES }).map(([value, label]) => ({
                value,
                label,
              }))}
              description={
                isStaff(me) ? t`For the portal and mails; the pages of the desk are in English.` : undefined
              }
            />
          </SimpleGrid>
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!changed}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
