import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Hours } from '@/api/admin-calendars';
import classes from './Editors.module.css';
import { FAULT_LABELS } from './labels';
import { faultOf, nextInterval, tidyTime } from './model';

interface Props {
  /** Whose hours they are, for labels. */
  name: string;
  hours: Hours[];
  onChange: (hours: Hours[]) => void;
}

/** The intervals of one day; none is a closed day. */
export function HoursEditor({ name, hours, onChange }: Props) {
  const { t } = useLingui();
  const fault = faultOf(hours);
  const put = (at: number, changes: Partial<Hours>) =>
    onChange(hours.map((one, place) => (place === at ? { ...one, ...changes } : one)));
  return (
    <div>
      <Group gap="xs">
        {hours.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>Closed</Trans>
          </Text>
        )}
        {Array.from(hours.entries(), ([at, interval]) => (
          <Group key={at} gap={4} wrap="nowrap">
            <TimeField
              label={t`${name}: interval ${at + 1} starts`}
              value={interval.start}
              bad={fault !== null}
              onChange={(start) => put(at, { start })}
            />
            –
            <TimeField
              label={t`${name}: interval ${at + 1} ends`}
              value={interval.end}
              bad={fault !== null}
              onChange={(end) => put(at, { end })}
            />
            <ActionIcon
              size="sm"
              aria-label={t`${name}: remove interval ${at + 1}`}
              onClick={() => onChange(hours.filter((_, place) => place !== at))}
            >
              <IconX size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={15} />}
          aria-label={t`${name}: add hours`}
          onClick={() => onChange([...hours, nextInterval(hours)])}
        >
          <Trans>Hours</Trans>
        </Button>
      </Group>
      {fault && (
        <Text size="xs" c="var(--mantine-color-error)">
          {t(FAULT_LABELS[fault])}
        </Text>
      )}
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string;
  bad: boolean;
  onChange: (value: string) => void;
}

function TimeField({ label, value, bad, onChange }: FieldProps) {
  return (
    <TextInput
      aria-label={label}
      aria-invalid={bad || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => tidyTime(value) !== value && onChange(tidyTime(value))}
      placeholder="09:00"
      inputMode="numeric"
      maxLength={5}
      className={classes.time}
      classNames={{ input: 'numeric' }}
    />
  );
}
