import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NativeSelect, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DashboardPageRef } from '@/api/dashboard-types';
import { createSchedule, type Frequency, scheduleKeys } from '@/api/report-schedules';
import { viewerZone, weekdayName } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { pageLabel } from '../labels';
import type { DashboardSearch } from '../model';
import { toFilters } from '../schedules';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const DAYS = Array.from({ length: 31 }, (_, day) => day + 1);

/** How often and at which hour; what it shows is what the dashboard shows now. */
export function ScheduleForm({ page, search }: { page: DashboardPageRef; search: DashboardSearch }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(t(pageLabel(page)));
  const [frequency, setFrequency] = useState<Frequency>('weekly');
  const [weekday, setWeekday] = useState(1);
  const [day, setDay] = useState(1);
  const [hour, setHour] = useState(8);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const zone = viewerZone();
  const save = useMutation({
    mutationFn: () =>
      createSchedule(
        {
          ...{ name: name.trim(), page: page.key, filters: toFilters(search), format },
          ...{ frequency, weekday, day, hour, timezone: zone, compare: search.compare ?? false },
        },
        crypto.randomUUID(),
      ),
    onSuccess: ({ name: saved }) => {
      void client.invalidateQueries({ queryKey: scheduleKeys.all });
      toastDone(t`${saved} will be mailed to you.`);
    },
    onError: (fault) => toastFailed(fault, t`Nothing was scheduled`),
  });
  const number = (set: (value: number) => void) => (event: { currentTarget: { value: string } }) =>
    set(Number(event.currentTarget.value));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Title order={3} size="h5" mb={4}>
        <Trans>Mail me this dashboard</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>
          As it is filtered now, with the figures you may see when it is sent. Every figure comes along as a
          file.
        </Trans>
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mb="md">
        <TextInput
          label={t`Name`}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t`How often`}
          value={frequency}
          onChange={(event) => setFrequency(event.currentTarget.value as Frequency)}
          data={[
            { value: 'daily', label: t`Every day` },
            { value: 'weekly', label: t`Every week` },
            { value: 'monthly', label: t`Every month` },
          ]}
        />
        {frequency === 'weekly' && (
          <NativeSelect
            label={t`On`}
            value={String(weekday)}
            onChange={number(setWeekday)}
            data={WEEKDAYS.map((one) => ({ value: String(one), label: weekdayName(one) }))}
          />
        )}
        {frequency === 'monthly' && (
          <NativeSelect
            label={t`On day`}
            value={String(day)}
            onChange={number(setDay)}
            data={DAYS.map(String)}
            description={t`Shorter months have it on their last day.`}
          />
        )}
        <NativeSelect
          label={t`At`}
          description={zone}
          value={String(hour)}
          onChange={number(setHour)}
          data={HOURS.map((one) => ({ value: String(one), label: `${String(one).padStart(2, '0')}:00` }))}
        />
        <NativeSelect
          label={t`File`}
          value={format}
          onChange={(event) => setFormat(event.currentTarget.value as 'xlsx' | 'csv')}
          data={[
            { value: 'xlsx', label: t`Excel workbook` },
            { value: 'csv', label: t`CSV` },
          ]}
        />
      </SimpleGrid>
      <Group justify="flex-end">
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
          <Trans>Schedule it</Trans>
        </Button>
      </Group>
    </form>
  );
}
