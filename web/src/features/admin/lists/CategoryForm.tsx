import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { type Category, categories } from '@/api/admin-lists';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { EntryExtra } from './EntryExtra';
import { treeOf } from './model';
import { useEntryForm } from './use-entry-form';

interface Values {
  name: string;
  parent_id: string;
  is_confidential: boolean;
}

export function CategoryForm({ entry, all }: { entry: Category | null; all: Category[] }) {
  const { t } = useLingui();
  const { search, close } = useAdminSearch();
  const handle = useEntryForm<Values, Category>({
    entry,
    empty: { name: '', parent_id: search.parent ?? '', is_confidential: false },
    toValues: ({ name, parent_id, is_confidential }) => ({
      name,
      parent_id: parent_id ?? '',
      is_confidential,
    }),
    create: ({ parent_id, ...values }, key) =>
      categories.create({ ...values, parent_id: parent_id || undefined }, key),
    update: (id, version, { name, is_confidential }) =>
      categories.update(id, version, { name, is_confidential }),
    read: categories.read,
    stale: categories.keys.all,
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{ name: t`Name`, is_confidential: t`Confidential` }}
      onCancel={() => close()}
      extra={
        <EntryExtra
          entry={entry}
          of={categories}
          meaning={t`Forms no longer offer it. Tickets that name it keep it; rules that ask for it stay.`}
        />
      }
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={100} data-autofocus />
      <NativeSelect
        label={t`Part of`}
        disabled={entry !== null}
        {...(entry
          ? { description: t`The place in the tree never changes: tickets and rules hold on to it.` }
          : {})}
        {...form.getInputProps('parent_id')}
        data={[
          { value: '', label: t`Nothing: a category of its own` },
          ...treeOf(all).map(({ entry: { id, name } }) => ({ value: id, label: name })),
        ]}
      />
      <Switch
        label={t`Confidential`}
        description={t`Its tickets stay in the desk: they are in nothing that Power BI or the data feed reads.`}
        {...form.getInputProps('is_confidential', { type: 'checkbox' })}
      />
      {entry && (
        <TextInput
          label={t`Key`}
          description={t`For programs and imports; never changes.`}
          value={entry.key}
          readOnly
          variant="filled"
        />
      )}
    </RecordForm>
  );
}
