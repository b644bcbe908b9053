import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Setting, type SettingValue, settingKeys, updateSetting } from '@/api/admin-settings';
import { isApiError } from '@/api/errors';
import { referenceKeys } from '@/api/reference';
import { toastDone, toastFailed } from '@/lib/toast';
import { Plain } from '../frame/Plain';
import { useLeaveGuard } from '../frame/use-leave-guard';
import { SETTING_LABELS } from './labels';
import { differs, outOfBounds } from './model';
import { SettingInput } from './SettingInput';

/** One setting with its own save; what is typed stays while the value below it changes. */
export function SettingRow({ setting }: { setting: Setting }) {
  const { t } = useLingui();
  const label = SETTING_LABELS[setting.key];
  const name = label ? t(label) : setting.key.replaceAll('_', ' ');
  const [typed, setTyped] = useState<SettingValue | undefined>();
  const [read, setRead] = useState(setting);
  const value = typed === undefined ? setting.value : typed;
  const changed = typed !== undefined && differs(typed, setting.value);
  const meanwhile = changed && read.version !== setting.version;
  const bad = outOfBounds(setting, value);
  const save = useSave(name, () => setTyped(undefined));
  useLeaveGuard(changed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!bad && changed) save.mutate({ setting, value });
  };
  const type = (next: SettingValue) => {
    if (!changed) setRead(setting);
    setTyped(next);
  };
  return (
    <form onSubmit={submit} noValidate>
      <SettingInput
        setting={setting}
        name={name}
        value={value}
        onChange={type}
        error={
          isApiError(save.error, 422) ? (
            save.error.message
          ) : changed && bad ? (
            <Bounds setting={setting} />
          ) : undefined
        }
      />
      <Group gap="xs" mt={4}>
        {changed && (
          <Button type="submit" size="compact-sm" loading={save.isPending} disabled={bad}>
            <Trans>Save</Trans>
          </Button>
        )}
        {changed && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setTyped(undefined)}>
            <Trans>Undo</Trans>
          </Button>
        )}
        {!changed && !setting.is_default && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={save.isPending}
            aria-label={t`Reset “${name}” to its default`}
            onClick={() => save.mutate({ setting, value: null })}
          >
            <Trans>Reset to default</Trans>
          </Button>
        )}
        <Text size="xs" c="dimmed" role="status">
          {meanwhile && (
            <Trans>
              Somebody changed it meanwhile to <Plain value={setting.value} />. Save to put yours in its
              place.
            </Trans>
          )}
        </Text>
      </Group>
    </form>
  );
}

function useSave(name: string, onDone: () => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ setting, value }: { setting: Setting; value: SettingValue }) =>
      updateSetting(setting.key, setting.version, value),
    onSuccess: (saved) => {
      client.setQueryData<Setting[]>(settingKeys.all, (list) =>
        list?.map((one) => (one.key === saved.key ? saved : one)),
      );
      void client.invalidateQueries({ queryKey: referenceKeys.all });
      onDone();
      toastDone(t`Saved: ${name}`);
    },
    onError: async (error) => {
      if (isApiError(error, 412)) await client.invalidateQueries({ queryKey: settingKeys.all });
      else if (!isApiError(error, 422)) toastFailed(error, t`Not saved: ${name}`);
    },
  });
}

function Bounds({ setting }: { setting: Setting }) {
  const { minimum, maximum } = setting;
  if (setting.kind === 'words') return <Trans>Choose at least one.</Trans>;
  return (
    <Trans>
      A whole number from {minimum} to {maximum}.
    </Trans>
  );
}
