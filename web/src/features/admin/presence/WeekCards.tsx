import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Paper, Stack, Text } from '@mantine/core';
import { formatDay, formatTime } from '@/lib/time';
import { barsOn, type Day, type Row } from './model';
import { Load, Person } from './WeekGrid';

interface Props {
  rows: Row[];
  days: Day[];
  onOpen: (row: Row) => void;
}

/** The week on a narrow screen: a card a person, a line a day. */
export function WeekCards({ rows, days, onOpen }: Props) {
  return (
    <Stack gap="sm">
      {rows.map((row) => (
        <Paper key={row.user.id} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb={4}>
            <Person row={row} onOpen={onOpen} />
            <div style={{ minWidth: 70 }}>
              <Load row={row} />
            </div>
          </Group>
          {row.shift || row.leaves.length > 0 ? (
            days.map((day) => <DayLine key={day.date} day={day} row={row} />)
          ) : (
            <Text size="sm" c="dimmed">
              <Trans>No shift is set and no leave is planned.</Trans>
            </Text>
          )}
        </Paper>
      ))}
    </Stack>
  );
}

function DayLine({ day, row }: { day: Day; row: Row }) {
  const { t } = useLingui();
  const bars = barsOn(day, row);
  const leave = bars.find((bar) => bar.kind === 'leave');
  const shifts = bars.filter((bar) => bar.kind === 'shift');
  const hours = shifts.map(({ starts_at, ends_at }) => `${formatTime(starts_at)}–${formatTime(ends_at)}`);
  const always = row.shift ? t`off` : t`always`;
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" c="dimmed">
        {formatDay(new Date(day.start).toISOString())}
      </Text>
      <Text size="sm" className="numeric">
        {leave && leave.width === 100 ? t`on leave` : (row.shift && hours.join(', ')) || always}
        {leave && leave.width < 100 && ` · ${t`partly on leave`}`}
      </Text>
    </Group>
  );
}
