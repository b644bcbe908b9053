import { useLingui } from '@lingui/react/macro';
import {
  Button,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Asset, type AssetInput, assetTypesQuery } from '@/api/assets';
import { isApiError } from '@/api/errors';
import { referenceQuery } from '@/api/reference';
import { ErrorState } from '@/ui/ErrorState';
import { CURRENCIES, toInput, type Values, valuesOf } from '../model';
import { TypeFieldInput } from './TypeFieldInput';

interface Props {
  asset: Asset | null;
  busy: boolean;
  error: unknown;
  submit: string;
  onSubmit: (input: AssetInput) => void;
}

/** Everything that is written of an asset; what a type asks for besides follows the type. */
export function AssetForm({ asset, busy, error, submit, onSubmit }: Props) {
  const { t } = useLingui();
  const { data: types = [] } = useQuery(assetTypesQuery());
  const { data: reference } = useQuery(referenceQuery());
  const [values, setValues] = useState<Values>(() => valuesOf(asset));
  const typeId = values.type_id || types.find(({ is_active }) => is_active)?.id || '';
  const kind = types.find(({ id }) => id === typeId);
  const errors = errorsOf(error);
  const set = (changes: Partial<Values>) => setValues((old) => ({ ...old, ...changes }));
  const input = (name: keyof Omit<Values, 'fields'>, label: string, more: object = {}) => (
    <TextInput
      name={name}
      label={label}
      value={values[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={errors[name]}
      maxLength={120}
      {...more}
    />
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(toInput({ ...values, type_id: typeId }, kind));
  };
  return (
    <form onSubmit={send}>
      <Stack gap="lg">
        <Part title={t`What it is`}>
          <NativeSelect
            label={t`Type`}
            value={typeId}
            onChange={(event) => set({ type_id: event.currentTarget.value })}
            error={errors.type_id}
            data={types
              .filter(({ id, is_active }) => is_active || id === typeId)
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
          {input('name', t`Name`, { required: true, withAsterisk: false })}
          {input('tag', t`Tag`, {
            maxLength: 40,
            placeholder: kind ? t`The next ${kind.tag_prefix} number` : '',
          })}
          {input('serial', t`Serial number`)}
          {input('manufacturer', t`Manufacturer`)}
          {input('model', t`Model`)}
          {kind?.fields.map((field) => (
            <TypeFieldInput
              key={field.key}
              field={field}
              value={values.fields[field.key] ?? ''}
              error={errors[`fields.${field.key}`]}
              onChange={(value) => set({ fields: { ...values.fields, [field.key]: value } })}
            />
          ))}
        </Part>
        <Part title={t`Where it is`}>
          <NativeSelect
            label={t`Location`}
            value={values.location_id}
            onChange={(event) => set({ location_id: event.currentTarget.value })}
            error={errors.location_id}
            data={[
              { value: '', label: t`Not said` },
              ...(reference?.locations ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {input('place', t`Room or place`)}
          {input('needed_up', t`How many of what it needs must be up`, {
            type: 'number',
            min: 1,
            description: t`Empty: all of them.`,
          })}
        </Part>
        <Part title={t`Purchase and contract`}>
          {input('purchased_on', t`Bought on`, { type: 'date' })}
          {input('warranty_until', t`Warranty until`, { type: 'date' })}
          {input('maintenance_on', t`Next maintenance`, { type: 'date' })}
          <Group gap="xs" align="flex-start" wrap="nowrap">
            {input('cost', t`Cost`, { inputMode: 'decimal', flex: 1 })}
            <NativeSelect
              label={t`Currency`}
              value={values.currency}
              onChange={(event) => set({ currency: event.currentTarget.value })}
              error={errors.currency}
              data={[...new Set([...CURRENCIES, values.currency])]}
            />
          </Group>
          {input('vendor', t`Vendor`)}
          {input('contract', t`Contract`)}
          {input('contract_until', t`Contract until`, { type: 'date' })}
          {input('seats', t`Seats`, { type: 'number', min: 0 })}
        </Part>
        <Textarea
          label={t`Notes`}
          value={values.notes}
          onChange={(event) => set({ notes: event.currentTarget.value })}
          error={errors.notes}
          maxLength={5_000}
          autosize
          minRows={3}
        />
        {error !== null && Object.keys(errors).length === 0 && (
          <ErrorState error={error} title={t`The asset was not saved`} />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={values.name.trim() === '' || !typeId}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {children}
      </SimpleGrid>
    </Paper>
  );
}

function errorsOf(error: unknown): Partial<Record<string, string>> {
  if (isApiError(error, 422)) return error.fieldErrors;
  return isApiError(error, 409) ? { tag: error.message } : {};
}
