import { useLingui } from '@lingui/react/macro';
import { Group, Input, NumberInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { joinSeconds, splitSeconds } from './model';

interface Props {
  label: string;
  /** Seconds; null is not timed. */
  value?: number | null;
  onChange?: (seconds: number | null) => void;
  error?: ReactNode;
}

const asNumber = (value: string | number) => (value === '' ? null : Number(value));

/** A length in hours and minutes; empty is none. */
export function DurationInput({ label, value = null, onChange, error, ...rest }: Props) {
  const { t } = useLingui();
  const id = useId();
  const { hours, minutes } = splitSeconds(value);
  const common = { min: 0, allowDecimal: false, error: Boolean(error), hideControls: true } as const;
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" labelProps={{ id }}>
      <Group gap="xs" wrap="nowrap" role="group" aria-labelledby={id}>
        <NumberInput
          {...rest}
          {...common}
          aria-label={t`${label}: hours`}
          suffix={t({ message: ' h', context: 'hours' })}
          placeholder={t`hours`}
          max={8784}
          value={hours ?? ''}
          onChange={(next) => onChange?.(joinSeconds({ hours: asNumber(next), minutes }))}
        />
        <NumberInput
          {...common}
          aria-label={t`${label}: minutes`}
          suffix={t({ message: ' min', context: 'minutes' })}
          placeholder={t`minutes`}
          max={59}
          value={hours === null ? '' : (minutes ?? '')}
          onChange={(next) => onChange?.(joinSeconds({ hours, minutes: asNumber(next) }))}
        />
      </Group>
    </Input.Wrapper>
  );
}
