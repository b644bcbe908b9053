import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Group, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Setting, SettingValue } from '@/api/admin-settings';
import { referenceQuery } from '@/api/reference';
import { inWords } from '../frame/Plain';
import { CHOICE_LABELS } from './labels';
import classes from './SettingInput.module.css';

interface Props {
  setting: Setting;
  name: string;
  value: SettingValue;
  onChange: (value: SettingValue) => void;
  error: ReactNode;
}

/** The control for the kind of value a setting has. */
export function SettingInput({ setting, name, value, onChange, error }: Props) {
  const { t } = useLingui();
  const nameOf = (choice: string) => {
    const label = CHOICE_LABELS[setting.key]?.[choice];
    return label ? t(label) : choice;
  };
  const common = { label: name, description: <Meaning setting={setting} />, error };
  if (setting.kind === 'switch')
    return (
      <Switch
        {...common}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (setting.kind === 'number')
    return (
      <NumberInput
        {...common}
        classNames={{ wrapper: classes.short }}
        min={setting.minimum ?? undefined}
        max={setting.maximum ?? undefined}
        clampBehavior="none"
        allowDecimal={false}
        suffix={setting.unit ? ` ${setting.unit}` : ''}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    );
  if (setting.kind === 'choice')
    return (
      <NativeSelect
        {...common}
        classNames={{ wrapper: classes.short }}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={setting.choices ?? []}
      />
    );
  if (setting.kind === 'words')
    return (
      <Checkbox.Group {...common} value={Array.isArray(value) ? value : []} onChange={onChange}>
        <Group gap="sm" mt="xs">
          {setting.choices?.map((choice) => (
            <Checkbox key={choice} value={choice} label={nameOf(choice)} />
          ))}
        </Group>
      </Checkbox.Group>
    );
  return <TeamChoice {...common} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
}

interface TeamProps {
  label: string;
  description: ReactNode;
  error: ReactNode;
  value: string;
  onChange: (id: string | null) => void;
}

function TeamChoice({ onChange, ...props }: TeamProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  return (
    <NativeSelect
      {...props}
      classNames={{ wrapper: classes.team }}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: t`None: they wait in the unrouted list` },
        ...(data?.teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function Meaning({ setting }: { setting: Setting }) {
  const fallback = setting.kind === 'reference' || setting.kind === 'words' ? null : inWords(setting.default);
  const { minimum, maximum, unit } = setting;
  return (
    <>
      {setting.description}{' '}
      {minimum !== null && maximum !== null && (
        <Trans>
          From {minimum} to {maximum} {unit}.
        </Trans>
      )}{' '}
      {fallback !== null && setting.kind !== 'switch' && <Trans>Default: {fallback}.</Trans>}
    </>
  );
}
