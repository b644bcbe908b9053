import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import type { TypeField } from '@/api/assets';

interface Props {
  field: TypeField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** The input that fits what a field of a type holds. */
export function TypeFieldInput({ field, value, error, onChange }: Props) {
  const { t } = useLingui();
  const label = field.unit ? `${field.label} (${field.unit})` : field.label;
  const common = { label, error, required: field.is_required, withAsterisk: field.is_required };
  if (field.kind === 'choice' || field.kind === 'switch') {
    const choices =
      field.kind === 'switch'
        ? [
            { value: 'true', label: t`Yes` },
            { value: 'false', label: t`No` },
          ]
        : field.choices.map((choice) => ({ value: choice, label: choice }));
    return (
      <NativeSelect
        {...common}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t`Not said` }, ...choices]}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={500}
    />
  );
}
