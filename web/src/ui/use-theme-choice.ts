import { useLingui } from '@lingui/react/macro';
import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { updateProfile } from '@/api/auth';
import type { ThemeChoice } from '@/api/types';
import { toastFailed } from '@/lib/toast';

export const toScheme = (theme: ThemeChoice): MantineColorScheme => (theme === 'system' ? 'auto' : theme);
const toTheme = (scheme: MantineColorScheme): ThemeChoice => (scheme === 'auto' ? 'system' : scheme);

/** The theme in force and a way to choose: at once here, and on the profile for other computers. */
export function useThemeChoice(): [MantineColorScheme, (scheme: MantineColorScheme) => void] {
  const { t } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { mutate } = useMutation({
    mutationFn: (theme: ThemeChoice) => updateProfile({ theme }),
    onError: (error) => toastFailed(error, t`The theme was not saved to your profile`),
  });
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme);
    mutate(toTheme(scheme));
  };
  return [colorScheme, choose];
}
