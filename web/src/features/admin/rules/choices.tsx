import { useLingui } from '@lingui/react/macro';
import {
  Chip,
  Group,
  Input,
  MultiSelect,
  type MultiSelectProps,
  TagsInput,
  type TagsInputProps,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { referenceQuery } from '@/api/reference';
import { PRIORITY_LABELS, TYPE_LABELS } from '@/ui/labels';
import { PRIORITIES, TYPES } from './labels';

interface ChipsProps {
  label: string;
  description?: string;
  options: { value: string; label: string }[];
  value?: string[];
  onChange?: (value: string[]) => void;
  error?: React.ReactNode;
}

/** A few fixed values to choose any of. */
export function ChipChoice({ label, description, options, value = [], onChange, error }: ChipsProps) {
  const id = useId();
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      labelElement="div"
      labelProps={{ id }}
    >
      <Group gap="xs" mt={6} role="group" aria-labelledby={id}>
        <Chip.Group multiple value={value} onChange={onChange ?? (() => undefined)}>
          {options.map((option) => (
            <Chip key={option.value} value={option.value} size="sm">
              {option.label}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
    </Input.Wrapper>
  );
}

type Choice = Omit<ChipsProps, 'options' | 'label'>;

export function PriorityChoice(props: Choice) {
  const { t } = useLingui();
  const options = PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` }));
  return <ChipChoice label={t`Priority`} options={options} {...props} />;
}

export function TypeChoice(props: Choice) {
  const { t } = useLingui();
  const options = TYPES.map((value) => ({ value, label: t(TYPE_LABELS[value]) }));
  return <ChipChoice label={t`Type`} options={options} {...props} />;
}

interface ListProps extends MultiSelectProps {
  /** What is kept of a choice. */
  by: 'id' | 'name';
}

const anyOf = (chosen: readonly unknown[] | undefined, words: string) => (chosen?.length ? '' : words);

export function CategoriesChoice({ by, ...props }: ListProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const options = (data?.categories ?? []).map((one) => ({ value: one[by], label: one.name }));
  return (
    <MultiSelect
      searchable
      label={t`Category`}
      placeholder={anyOf(props.value, t`Any`)}
      data={options}
      {...props}
    />
  );
}

/** Subcategories below their category; by name each is offered once. */
export function SubcategoriesChoice({ by, ...props }: ListProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const seen = new Set<string>();
  const groups = (data?.categories ?? []).map((category) => ({
    group: category.name,
    items: category.subcategories
      .filter((one) => !seen.has(one[by]) && seen.add(one[by]))
      .map((one) => ({ value: one[by], label: one.name })),
  }));
  return (
    <MultiSelect
      searchable
      label={t`Subcategory`}
      placeholder={anyOf(props.value, t`Any`)}
      data={groups}
      {...props}
    />
  );
}

export function LocationsChoice({ by, ...props }: ListProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const options = (data?.locations ?? []).map((one) => ({ value: one[by], label: one.name }));
  return (
    <MultiSelect
      searchable
      label={t`Location`}
      placeholder={anyOf(props.value, t`Any`)}
      data={options}
      {...props}
    />
  );
}

/** Words typed one after the other: Enter or a comma ends each. */
export function WordsInput(props: TagsInputProps) {
  const { t } = useLingui();
  return (
    <TagsInput
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearable
      maxTags={200}
      placeholder={anyOf(props.value, t`Type and press Enter`)}
      {...props}
    />
  );
}
