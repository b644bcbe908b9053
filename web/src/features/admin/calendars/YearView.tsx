import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Calendar, calendars, calendarYearQuery } from '@/api/admin-calendars';
import { ErrorState } from '@/ui/ErrorState';
import { useInDraft } from '../frame/draft-scope';
import { LOOK_LABELS } from './labels';
import { MonthTable } from './MonthTable';
import type { DayLook } from './model';
import classes from './YearView.module.css';

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const LOOKS: DayLook[] = ['working', 'closed', 'holiday', 'special'];
const [FIRST, LAST] = [2000, 2100];

/** The year as the saved calendar makes it: every day with its kind. */
export function YearView({ calendar }: { calendar: Calendar }) {
  const { t } = useLingui();
  const source = useInDraft(calendars);
  const [year, setYear] = useState(() => new Date().getFullYear());
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...calendarYearQuery(calendar.id, year, source),
    placeholderData: keepPreviousData,
  });
  const hours = Math.round((data?.total_seconds ?? 0) / 3600);
  return (
    <Paper withBorder p="lg" mt="lg" component="section">
      <Group justify="space-between" mb="md">
        <Title order={2}>
          <Trans>The year {year}</Trans>
        </Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed" className="numeric" role="status">
            {data && !isPlaceholderData && <Trans>{hours} working hours</Trans>}
          </Text>
          <ActionIcon aria-label={t`Year before`} disabled={year <= FIRST} onClick={() => setYear(year - 1)}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon aria-label={t`Year after`} disabled={year >= LAST} onClick={() => setYear(year + 1)}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <Group component="ul" gap="md" className={classes.legend} aria-label={t`Legend`}>
        {LOOKS.map((look) => (
          <li key={look}>
            <span className={classes.swatch} data-look={look} aria-hidden />
            {t(LOOK_LABELS[look])}
          </li>
        ))}
      </Group>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={400} />}
      {data && (
        <div className={classes.months} aria-busy={isPlaceholderData || undefined}>
          {MONTHS.map((month) => (
            <MonthTable key={month} year={data.year} month={month} days={data.days} />
          ))}
        </div>
      )}
    </Paper>
  );
}
