import { useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { type ListEntry, resolutionCategories } from '@/api/admin-lists';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { EntryExtra } from './EntryExtra';
import { useEntryForm } from './use-entry-form';

export function ResolutionForm({ entry }: { entry: ListEntry | null }) {
  const { t } = useLingui();
  const { close } = useAdminSearch();
  const handle = useEntryForm<{ name: string }, ListEntry>({
    entry,
    empty: { name: '' },
    toValues: ({ name }) => ({ name }),
    create: (values, key) => resolutionCategories.create(values, key),
    update: (id, version, values) => resolutionCategories.update(id, version, values),
    read: resolutionCategories.read,
    stale: resolutionCategories.keys.all,
  });
  return (
    <RecordForm
      handle={handle}
      labels={{ name: t`Name` }}
      onCancel={() => close()}
      extra={
        <EntryExtra
          entry={entry}
          of={resolutionCategories}
          meaning={t`Agents can no longer choose it. Tickets resolved with it keep it.`}
        />
      }
    >
      <TextInput
        label={t`Name`}
        required
        {...handle.form.getInputProps('name')}
        maxLength={100}
        data-autofocus
      />
    </RecordForm>
  );
}
