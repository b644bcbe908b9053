import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { type Category, categories } from '@/api/admin-lists';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { EntryExtra } from './EntryExtra';
import { treeOf } from './model';
import { useEntryForm } from './use-entry-form';

interface Values {
  name: string;
  parent_id: string;
}

export function CategoryForm({ entry, all }: { entry: Category | null; all: Category[] }) {
  const { t } = useLingui();
  const { search, close } = useAdminSearch();
  const handle = useEntryForm<Values, Category>({
    entry,
    empty: { name: '', parent_id: search.parent ?? '' },
    toValues: (category) => ({ name: category.name, parent_id: category.parent_id ?? '' }),
    create: ({ name, parent_id }, key) => categories.create({ name, parent_id: parent_id || undefined }, key),
    update: (id, version, { name }) => categories.update(id, version, { name }),
    read: categories.read,
    stale: categories.keys.all,
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{ name: t`Name` }}
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
