import { Trans, useLingui } from '@lingui/react/macro';
import {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type AssetClass,
  type AssetType,
  assetKeys,
  createAssetType,
  type TypeField,
  updateAssetType,
} from '@/api/assets';
import { newKey } from '@/lib/ids';
import { toastDone, toastFailed } from '@/lib/toast';
import { CLASS_LABELS } from '../labels';

interface Props {
  kind: AssetType | null;
  opened: boolean;
  onClose: () => void;
}

const EMPTY: TypeField = { key: '', label: '', kind: 'text', is_required: false, choices: [], unit: '' };
const keyOf = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);

/** Add a type or change one: its name, its tags, its fields. */
export default function TypeDrawer({ kind, opened, onClose }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(kind?.name ?? '');
  const [prefix, setPrefix] = useState(kind?.tag_prefix ?? 'AS');
  const [months, setMonths] = useState(kind?.life_months?.toString() ?? '');
  const [assetClass, setClass] = useState<AssetClass>(kind?.asset_class ?? 'hardware');
  const [isActive, setActive] = useState(kind?.is_active ?? true);
  const [fields, setFields] = useState<TypeField[]>(kind?.fields ?? []);
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        tag_prefix: prefix,
        life_months: months.trim() ? Number(months) : null,
        fields: fields
          .filter(({ label }) => label.trim())
          .map((field) => ({ ...field, label: field.label.trim(), key: field.key || keyOf(field.label) })),
      };
      return kind
        ? updateAssetType(kind.id, kind.version, { ...body, is_active: isActive })
        : createAssetType({ ...body, asset_class: assetClass }, newKey());
    },
    onSuccess: () => {
      toastDone(t`Saved`);
      onClose();
      return client.invalidateQueries({ queryKey: assetKeys.all });
    },
    onError: (error) => toastFailed(error, t`The type was not saved`),
  });
  const change = (index: number, changes: Partial<TypeField>) =>
    setFields((old) => old.map((field, at) => (at === index ? { ...field, ...changes } : field)));
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={kind ? t`Edit ${kind.name}` : t`Add a type`}
    >
      <Stack>
        <TextInput
          label={t`Name`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t`Tags begin with`}
            value={prefix}
            onChange={(event) => setPrefix(event.currentTarget.value.toUpperCase().replace(/[^A-Z]/g, ''))}
            maxLength={8}
          />
          <TextInput
            label={t`Expected life in months`}
            type="number"
            min={1}
            max={600}
            value={months}
            onChange={(event) => setMonths(event.currentTarget.value)}
          />
        </Group>
        {kind ? (
          <Switch
            label={t`Takes new assets`}
            checked={isActive}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
        ) : (
          <NativeSelect
            label={t`Class`}
            value={assetClass}
            onChange={(event) => setClass(event.currentTarget.value as AssetClass)}
            data={Object.entries(CLASS_LABELS).map(([value, label]) => ({ value, label: t(label) }))}
          />
        )}
        {fields.map((field, index) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a new field has no key of its own yet
            key={index}
            field={field}
            onChange={(changes) => change(index, changes)}
            onRemove={() => setFields((old) => old.filter((_, at) => at !== index))}
          />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setFields((old) => [...old, EMPTY])}
        >
          <Trans>Add a field</Trans>
        </Button>
        <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!name.trim() || !prefix}>
          <Trans>Save</Trans>
        </Button>
      </Stack>
    </Drawer>
  );
}

interface RowProps {
  field: TypeField;
  onChange: (changes: Partial<TypeField>) => void;
  onRemove: () => void;
}

function FieldRow({ field, onChange, onRemove }: RowProps) {
  const { t } = useLingui();
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t`Field`}
          value={field.label}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
          maxLength={120}
        />
        <NativeSelect
          label={t`Holds`}
          value={field.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value as TypeField['kind'] })}
          data={[
            { value: 'text', label: t`Text` },
            { value: 'number', label: t`Number` },
            { value: 'date', label: t`Day` },
            { value: 'switch', label: t`Yes or no` },
            { value: 'choice', label: t`One of` },
          ]}
        />
        <ActionIcon size={36} aria-label={t`Remove the field ${field.label}`} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {field.kind === 'choice' && (
        <TextInput
          mt="xs"
          label={t`Choices, separated by commas`}
          defaultValue={field.choices.join(', ')}
          onBlur={(event) =>
            onChange({
              choices: event.currentTarget.value
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean),
            })
          }
        />
      )}
      {field.kind === 'number' && (
        <TextInput
          mt="xs"
          label={t`Unit`}
          value={field.unit}
          onChange={(event) => onChange({ unit: event.currentTarget.value })}
          maxLength={20}
        />
      )}
      <Checkbox
        mt="xs"
        label={t`Must be filled in`}
        checked={field.is_required}
        onChange={(event) => onChange({ is_required: event.currentTarget.checked })}
      />
    </Paper>
  );
}
