import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Fieldset, Group, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Hours, WEEKDAYS, type Week } from '@/api/admin-calendars';
import classes from './Editors.module.css';
import { HoursEditor } from './HoursEditor';
import { WEEKDAY_LABELS } from './labels';
import { weekMinutes } from './model';

interface Props {
  week: Week;
  error: ReactNode;
  onChange: (week: Week) => void;
}

/** Every weekday with any number of intervals. */
export function WeekEditor({ week, error, onChange }: Props) {
  const { t } = useLingui();
  const hours = Math.round(weekMinutes(week) / 6) / 10;
  const copyMonday = () =>
    onChange({
      ...week,
      tuesday: week.monday,
      wednesday: week.monday,
      thursday: week.monday,
      friday: week.monday,
    });
  return (
    <Fieldset legend={t`Weekly hours`} aria-describedby="week-total">
      {WEEKDAYS.map((day) => (
        <div key={day} className={classes.day}>
          <Text size="sm" fw={500} className={classes.dayName}>
            {t(WEEKDAY_LABELS[day])}
          </Text>
          <HoursEditor
            name={t(WEEKDAY_LABELS[day])}
            hours={week[day]}
            onChange={(hours: Hours[]) => onChange({ ...week, [day]: hours })}
          />
        </div>
      ))}
      <Group justify="space-between" mt="sm">
        <Text size="sm" c="dimmed" id="week-total">
          <Trans>{hours} working hours a week</Trans>
        </Text>
        <Button size="compact-sm" variant="subtle" leftSection={<IconCopy size={15} />} onClick={copyMonday}>
          <Trans>Copy Monday to Friday</Trans>
        </Button>
      </Group>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" data-path="week" tabIndex={-1}>
          {error}
        </Text>
      )}
    </Fieldset>
  );
}
