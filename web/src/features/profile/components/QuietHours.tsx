import { Trans, useLingui } from '@lingui/react/macro';
import { Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { Choices } from '@/api/notifications';

interface Props {
  draft: Choices;
  onChange: (part: Partial<Choices>) => void;
}

/** When mails may come: quiet hours, weekends, gathered into a digest. */
export function QuietHours({ draft, onChange }: Props) {
  const { t } = useLingui();
  const isQuiet = draft.quiet_from !== null;
  const zone = draft.timezone;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        <Trans>When mails may come</Trans>
      </Text>
      <Switch
        label={t`Quiet hours`}
        description={t`Mails wait until they are over, in your zone (${zone}).`}
        checked={isQuiet}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? { quiet_from: '19:00', quiet_to: '07:30' }
              : { quiet_from: null, quiet_to: null },
          )
        }
      />
      {isQuiet && (
        <Group gap="sm" maw={360} grow>
          <TextInput
            type="time"
            label={t`From`}
            value={draft.quiet_from ?? ''}
            onChange={(event) =>
              event.currentTarget.value && onChange({ quiet_from: event.currentTarget.value })
            }
          />
          <TextInput
            type="time"
            label={t`Until`}
            value={draft.quiet_to ?? ''}
            onChange={(event) =>
              event.currentTarget.value && onChange({ quiet_to: event.currentTarget.value })
            }
          />
        </Group>
      )}
      <Switch
        label={t`No mails on Saturday and Sunday`}
        checked={draft.quiet_weekends}
        onChange={(event) => onChange({ quiet_weekends: event.currentTarget.checked })}
      />
      <Group gap="sm" align="flex-end" maw={360} grow>
        <NativeSelect
          label={t`Gather mails`}
          value={draft.digest}
          onChange={(event) => onChange({ digest: event.currentTarget.value as Choices['digest'] })}
          data={[
            { value: 'none', label: t`No, each at once` },
            { value: 'hourly', label: t`One every hour` },
            { value: 'daily', label: t`One a day` },
          ]}
        />
        {draft.digest === 'daily' && (
          <TextInput
            type="time"
            label={t`At`}
            value={draft.digest_at}
            onChange={(event) =>
              event.currentTarget.value && onChange({ digest_at: event.currentTarget.value })
            }
          />
        )}
      </Group>
    </Stack>
  );
}
