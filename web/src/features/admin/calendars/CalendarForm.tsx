import { useLingui } from '@lingui/react/macro';
import { SimpleGrid, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { type Calendar, calendars as source, WEEKDAYS } from '@/api/admin-calendars';
import { toastDone } from '@/lib/toast';
import { useDraftId, useInDraft } from '../frame/draft-scope';
import { ZoneSelect } from '../frame/fields';
import { RecordForm } from '../frame/RecordForm';
import { SwitchOffButton } from '../frame/SwitchOffButton';
import { useRecordForm } from '../frame/use-record-form';
import { useSwitchOff } from '../frame/use-switch-off';
import { WhyField } from '../frame/WhyField';
import { FAULT_LABELS } from './labels';
import {
  type CalendarValues,
  EMPTY_CALENDAR,
  faultOf,
  isOpenAtAll,
  toCalendarInput,
  toCalendarPatch,
  toCalendarValues,
} from './model';
import { Kind, SitesField } from './SitesField';
import { SpecialDays } from './SpecialDays';
import { WeekEditor } from './WeekEditor';

interface Props {
  calendar: Calendar | null;
  onSaved: (calendar: Calendar) => void;
}

export function CalendarForm({ calendar, onSaved }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const draft = useDraftId();
  const calendars = useInDraft(source);
  const handle = useRecordForm<CalendarValues, Calendar>({
    record: calendar,
    values: calendar ? toCalendarValues(calendar) : EMPTY_CALENDAR,
    toValues: toCalendarValues,
    validate: useRules(),
    save: (values, version, key) =>
      calendar && version !== null
        ? calendars.update(calendar.id, version, toCalendarPatch(values))
        : calendars.create(toCalendarInput(values), key),
    reload: () => calendars.read(calendar?.id ?? ''),
    fieldOf: (field) => (/^(holidays|exceptions)/.test(field) ? 'special' : undefined),
    onSaved: (saved) => {
      client.setQueryData(calendars.keys.detail(saved.id), saved);
      void client.invalidateQueries({ queryKey: calendars.keys.all });
      toastDone(
        draft
          ? t`${saved.name} is saved in the draft.`
          : t`${saved.name} is saved. Clocks already running keep their due dates.`,
      );
      onSaved(saved);
    },
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{
        name: t`Name`,
        timezone: t`Time zone`,
        is_default: t`Default`,
        sites: t`Sites in turn`,
        week: t`Weekly hours`,
        special: t`Holidays and half days`,
        reason: t`Why`,
      }}
      extra={calendar && <Access calendar={calendar} />}
      sticky={false}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} />
        <ZoneSelect label={t`Time zone`} required {...form.getInputProps('timezone')} allowDeselect={false} />
      </SimpleGrid>
      <Switch
        label={t`Default calendar`}
        description={t`Followed by locations without a calendar of their own.`}
        disabled={calendar?.is_default ?? false}
        {...form.getInputProps('is_default', { type: 'checkbox' })}
      />
      {!calendar && (
        <Kind
          isShared={form.values.sites !== null}
          onChange={(sites) => form.setFieldValue('sites', sites)}
        />
      )}
      {form.values.sites === null ? (
        <OwnHours form={form} />
      ) : (
        <SitesField
          ownId={calendar?.id}
          {...form.getInputProps('sites')}
          value={form.values.sites}
          known={calendar?.sites ?? []}
        />
      )}
      <WhyField {...form.getInputProps('reason')} />
    </RecordForm>
  );
}

function OwnHours({ form }: { form: UseFormReturnType<CalendarValues> }) {
  return (
    <>
      <WeekEditor
        week={form.values.week}
        error={form.errors.week}
        onChange={(week) => form.setFieldValue('week', week)}
      />
      <SpecialDays
        days={form.values.special}
        error={form.errors.special}
        onChange={(special) => form.setFieldValue('special', special)}
      />
    </>
  );
}

function useRules() {
  const { t } = useLingui();
  return ({ name, week, special, sites }: CalendarValues) => {
    const errors: Record<string, string> = {};
    if (sites) {
      if (!name.trim()) errors.name = t`Give a name.`;
      if (sites.length === 0) errors.sites = t`Choose the calendars that take turns.`;
      return errors;
    }
    const fault = WEEKDAYS.map((day) => faultOf(week[day])).find(Boolean);
    const dayFault = special.map((day) => faultOf(day.hours ?? [])).find(Boolean);
    if (!name.trim()) errors.name = t`Give a name.`;
    if (fault) errors.week = t(FAULT_LABELS[fault]);
    else if (!isOpenAtAll(week)) errors.week = t`Open on at least one weekday.`;
    if (dayFault) errors.special = t(FAULT_LABELS[dayFault]);
    return errors;
  };
}

function Access({ calendar }: { calendar: Calendar }) {
  const { t } = useLingui();
  const calendars = useInDraft(source);
  const access = useSwitchOff({
    off: calendars.remove,
    on: (id, version) => calendars.update(id, version, { is_active: true }),
    stale: [calendars.keys.all],
    meaning: t`It can no longer be chosen. That works only while no location and no policy uses it.`,
  });
  return (
    <SwitchOffButton
      active={calendar.is_active}
      busy={access.busy}
      onOff={() => void access.deactivate(calendar)}
      onOn={() => access.activate(calendar)}
    />
  );
}
