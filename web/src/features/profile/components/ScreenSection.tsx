import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type MantineColorScheme, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { updateProfile, useMe } from '@/api/auth';
import type { Me } from '@/api/types';
import { isStaff } from '@/lib/permissions';
import { toastFailed } from '@/lib/toast';
import { Choice } from '@/ui/Choice';
import { useThemeChoice } from '@/ui/use-theme-choice';
import { Section } from './Section';

type StartPage = Me['start_page'];

const START_PAGES: Record<StartPage, MessageDescriptor> = {
  auto: msg`What fits my role`,
  home: msg`Start page of the portal`,
  tickets: msg`My tickets`,
  knowledge: msg`Help and answers`,
  queue: msg`Queue`,
  dashboard: msg`Dashboard`,
};
const OF_THE_DESK: StartPage[] = ['queue', 'dashboard'];

/** Each choice takes effect at once and is kept on the profile, so that it follows to other computers. */
export function ScreenSection() {
  const { t } = useLingui();
  const me = useMe();
  const { mutate } = useMutation({
    mutationFn: updateProfile,
    onError: (error) => toastFailed(error, t`Your settings were not saved`),
  });
  const pages = Object.entries(START_PAGES).filter(
    ([page]) => isStaff(me) || !OF_THE_DESK.includes(page as StartPage),
  );
  return (
    <Section
      title={<Trans>Screens</Trans>}
      text={<Trans>How pages look and work, on every computer you sign in on.</Trans>}
    >
      <Theme />
      <Named name={<Trans>Rows of lists</Trans>}>
        <Choice
          label={t`Rows of lists`}
          value={me.density}
          onChange={(density: Me['density']) => mutate({ density })}
          options={[
            { value: 'comfortable', label: t`Comfortable` },
            { value: 'compact', label: t`Compact` },
          ]}
        />
      </Named>
      <NativeSelect
        label={t`Start page`}
        description={t`Where you land after signing in.`}
        value={me.start_page}
        onChange={(event) => mutate({ start_page: event.currentTarget.value as StartPage })}
        data={pages.map(([value, label]) => ({ value, label: t(label) }))}
      />
      <Switch
        checked={me.has_shortcuts}
        onChange={(event) => mutate({ has_shortcuts: event.currentTarget.checked })}
        label={t`Single-letter keyboard shortcuts`}
        description={t`Press ? on any page to see them.`}
      />
    </Section>
  );
}

function Theme() {
  const { t } = useLingui();
  const [scheme, chooseScheme] = useThemeChoice();
  return (
    <Named name={<Trans>Theme</Trans>}>
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
    </Named>
  );
}

/** A choice with its name above; screen readers hear the name from the choice itself. */
function Named({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500} aria-hidden>
        {name}
      </Text>
      {children}
    </Stack>
  );
}
