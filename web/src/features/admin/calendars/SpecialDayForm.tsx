import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { HoursEditor } from './HoursEditor';
import { faultOf, type SpecialDay } from './model';

interface Props {
  day: SpecialDay;
  onKeep: (day: SpecialDay) => void;
  onCancel: () => void;
}

/** One day; it joins the calendar's form and is saved with it. */
export function SpecialDayForm({ day, onKeep, onCancel }: Props) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(day);
  const [tried, setTried] = useState(false);
  const { date, name, hours } = draft;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(date);
  const ready = isDate && name.trim() !== '' && faultOf(hours ?? []) === null;
  const keep = () => {
    setTried(true);
    if (ready) onKeep({ ...draft, name: name.trim() });
  };
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            type="date"
            label={t`Date`}
            value={date}
            min="2000-01-01"
            max="2100-12-31"
            onChange={(event) => setDraft({ ...draft, date: event.currentTarget.value })}
            error={tried && !isDate ? t`Choose a date.` : undefined}
          />
          <TextInput
            label={t`What day it is`}
            placeholder={t`Christmas Day`}
            value={name}
            maxLength={120}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            error={tried && !name.trim() ? t`Give a name.` : undefined}
          />
        </SimpleGrid>
        <SegmentedControl
          aria-label={t`Kind of day`}
          value={hours === null ? 'holiday' : 'special'}
          onChange={(kind) =>
            setDraft({ ...draft, hours: kind === 'holiday' ? null : [{ start: '09:00', end: '13:00' }] })
          }
          data={[
            { value: 'holiday', label: t`Holiday: closed` },
            { value: 'special', label: t`Own hours` },
          ]}
        />
        {hours !== null && (
          <HoursEditor
            name={name || t`This day`}
            hours={hours}
            onChange={(next) => setDraft({ ...draft, hours: next })}
          />
        )}
        <Group gap="xs">
          <Button size="sm" variant="light" onClick={keep}>
            <Trans>Put in the list</Trans>
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
