import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { calendars } from '@/api/admin-calendars';
import { type Location, locations } from '@/api/admin-lists';
import { ZoneSelect } from '../frame/fields';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { EntryExtra } from './EntryExtra';
import { useEntryForm } from './use-entry-form';

interface Values {
  name: string;
  timezone: string;
  calendar_key: string;
}

export function LocationForm({ entry }: { entry: Location | null }) {
  const { t } = useLingui();
  const { close } = useAdminSearch();
  const { data } = useQuery(calendars.listQuery());
  const handle = useEntryForm<Values, Location>({
    entry,
    empty: { name: '', timezone: 'UTC', calendar_key: '' },
    toValues: ({ name, timezone, calendar_key }) => ({ name, timezone, calendar_key: calendar_key ?? '' }),
    create: ({ calendar_key, ...values }, key) =>
      locations.create({ ...values, calendar_key: calendar_key || null }, key),
    update: (id, version, { calendar_key, ...values }) =>
      locations.update(id, version, { ...values, calendar_key: calendar_key || null }),
    read: locations.read,
    stale: locations.keys.all,
  });
  const { form } = handle;
  const offered = (data ?? []).filter((one) => one.is_active || one.key === form.values.calendar_key);
  return (
    <RecordForm
      handle={handle}
      labels={{ name: t`Name`, timezone: t`Time zone`, calendar_key: t`Calendar` }}
      onCancel={() => close()}
      extra={
        <EntryExtra
          entry={entry}
          of={locations}
          meaning={t`Forms no longer offer it. Tickets and people that name it keep it.`}
        />
      }
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={100} data-autofocus />
      <ZoneSelect label={t`Time zone`} required {...form.getInputProps('timezone')} allowDeselect={false} />
      <NativeSelect
        label={t`Calendar`}
        description={t`Working hours and holidays that due dates of its tickets follow.`}
        {...form.getInputProps('calendar_key')}
        data={[
          { value: '', label: t`The default calendar` },
          ...offered.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
    </RecordForm>
  );
}
