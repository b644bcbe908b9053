import { useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Facts } from '@/api/conditions';
import { referenceQuery } from '@/api/reference';
import { WordsInput } from '../choices';
import { FIELDS } from '../where/fields';

interface Props {
  values: Facts;
  onChange: (changes: Partial<Facts>) => void;
  /** Rules that decide the priority are not told one. */
  withPriority?: boolean;
}

/** A ticket that might be: everything rules may look at. */
export function FactFields({ values, onChange, withPriority = true }: Props) {
  const { t } = useLingui();
  const text = (name: 'title' | 'description' | 'business_impact') => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <Stack gap="sm">
      <TextInput label={t`Title`} placeholder={t`VPN is down for everybody`} {...text('title')} />
      <Textarea label={t`Description`} autosize minRows={2} maxRows={8} {...text('description')} />
      <TextInput label={t`Business impact`} {...text('business_impact')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <Places values={values} onChange={onChange} />
        <Choice name="type" required values={values} onChange={onChange} />
        {withPriority && <Choice name="priority" required values={values} onChange={onChange} />}
        <Choice name="impact" values={values} onChange={onChange} />
        <Choice name="urgency" values={values} onChange={onChange} />
        <Choice name="source" values={values} onChange={onChange} />
        <TextInput
          label={t`Department`}
          value={values.department ?? ''}
          onChange={(event) => onChange({ department: event.currentTarget.value || null })}
        />
      </SimpleGrid>
      <WordsInput label={t`Tags`} value={values.tags} maxTags={20} onChange={(tags) => onChange({ tags })} />
      <Switch
        label={t`From a VIP`}
        checked={values.is_vip}
        onChange={(event) => onChange({ is_vip: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Places({ values, onChange }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const options = (list: { id: string; name: string }[] | undefined) => [
    { value: '', label: '–' },
    ...(list ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const below = data?.categories.find((one) => one.id === values.category)?.subcategories;
  return (
    <>
      <NativeSelect
        label={t`Category`}
        value={values.category ?? ''}
        onChange={(event) => onChange({ category: event.currentTarget.value || null, subcategory: null })}
        data={options(data?.categories)}
      />
      <NativeSelect
        label={t`Subcategory`}
        value={values.subcategory ?? ''}
        disabled={!below?.length}
        onChange={(event) => onChange({ subcategory: event.currentTarget.value || null })}
        data={options(below)}
      />
      <NativeSelect
        label={t`Location`}
        value={values.location ?? ''}
        onChange={(event) => onChange({ location: event.currentTarget.value || null })}
        data={options(data?.locations)}
      />
    </>
  );
}

type ChoiceName = 'type' | 'priority' | 'impact' | 'urgency' | 'source';

function Choice({ name, required, values, onChange }: Props & { name: ChoiceName; required?: boolean }) {
  const { t } = useLingui();
  const { label, choices = [] } = FIELDS[name];
  const none = required ? [] : [{ value: '', label: t`Not known` }];
  return (
    <NativeSelect
      label={t(label)}
      value={values[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || null })}
      data={[
        ...none,
        ...choices.map((choice) => ({
          value: choice.value,
          label: name === 'priority' ? `${choice.value} · ${t(choice.label)}` : t(choice.label),
        })),
      ]}
    />
  );
}
