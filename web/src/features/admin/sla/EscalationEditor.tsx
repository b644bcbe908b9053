import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Fieldset, Input, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LevelInput } from '@/api/admin-sla';
import type { NamedRef } from '@/api/types';
import { nextLevel } from './course';
import { LevelFields } from './LevelFields';

interface Props {
  levels: LevelInput[];
  onChange?: (levels: LevelInput[]) => void;
  known: NamedRef[];
  error?: ReactNode;
}

const LEVELS_MAX = 30;

/** Any number of levels, before and after a target is due; each tells people or does something, once. */
export function EscalationEditor({ levels, onChange, known, error }: Props) {
  const { t } = useLingui();
  const replace = (index: number, level: LevelInput) =>
    onChange?.(levels.map((one, at) => (at === index ? level : one)));
  return (
    <Fieldset legend={t`Escalation`}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          <Trans>
            Beside the warnings above: at each level people are told, or the ticket is handed over, raised or
            watched. Each happens once for a clock.
          </Trans>
        </Text>
        {Array.from(levels.entries(), ([index, level]) => (
          <LevelFields
            key={index}
            number={index + 1}
            level={level}
            known={known}
            onChange={(next) => replace(index, next)}
            onRemove={() => onChange?.(levels.filter((_, at) => at !== index))}
          />
        ))}
        {error && <Input.Error role="alert">{error}</Input.Error>}
        <Button
          variant="default"
          leftSection={<IconPlus size={17} />}
          disabled={levels.length >= LEVELS_MAX}
          onClick={() => onChange?.([...levels, nextLevel(levels)])}
        >
          <Trans>Add a level</Trans>
        </Button>
      </Stack>
    </Fieldset>
  );
}
