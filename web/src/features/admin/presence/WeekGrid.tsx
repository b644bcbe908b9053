import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Progress, Text, UnstyledButton } from '@mantine/core';
import { formatDay, formatMoment } from '@/lib/time';
import { STANDING_COLORS, STANDING_LABELS } from './labels';
import { barsOn, type Day, type Row } from './model';
import classes from './WeekGrid.module.css';

interface Props {
  rows: Row[];
  days: Day[];
  now: number;
  onOpen: (row: Row) => void;
}

/** One line a person, one column a day of the viewer: shift, leave, and how much they have to do. */
export function WeekGrid({ rows, days, now, onOpen }: Props) {
  const { t } = useLingui();
  return (
    <section className={classes.scroll} aria-label={t`Shifts and leave of the week`}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col" className={classes.who}>
              <Trans>Person</Trans>
            </th>
            {days.map((day) => (
              <th key={day.date} scope="col" data-today={isIn(day, now) || undefined}>
                {formatDay(new Date(day.start).toISOString())}
              </th>
            ))}
            <th scope="col" className={classes.load}>
              <Trans>Open tickets</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.user.id}>
              <th scope="row">
                <Person row={row} onOpen={onOpen} />
              </th>
              {days.map((day) => (
                <td key={day.date} className={classes.day}>
                  <DayTrack day={day} row={row} now={now} />
                </td>
              ))}
              <td>
                <Load row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Person({ row, onOpen }: { row: Row; onOpen: (row: Row) => void }) {
  const { t } = useLingui();
  return (
    <UnstyledButton className={classes.name} onClick={() => onOpen(row)}>
      <Text span size="sm" fw={600} mr={8}>
        {row.user.name}
      </Text>
      <Badge variant="light" size="sm" tt="none" radius="sm" color={STANDING_COLORS[row.standing]}>
        {t(STANDING_LABELS[row.standing])}
      </Badge>
      <Text size="xs" c="dimmed" fw={400}>
        {[row.shift ? row.timezone : t`always on shift`, ...row.skills.map(({ name }) => name)].join(' · ')}
      </Text>
    </UnstyledButton>
  );
}

function DayTrack({ day, row, now }: { day: Day; row: Row; now: number }) {
  const { t } = useLingui();
  const bars = barsOn(day, row);
  const words = bars.map(({ kind, starts_at, ends_at }) => {
    const [from, to] = [formatMoment(starts_at), formatMoment(ends_at)];
    return kind === 'leave' ? t`leave ${from} – ${to}` : t`on shift ${from} – ${to}`;
  });
  return (
    <div
      className={classes.track}
      role="img"
      aria-label={words.join(', ') || t`off`}
      title={words.join('\n')}
    >
      {bars.map((bar) => (
        <div
          key={`${bar.kind}${bar.starts_at}`}
          className={classes.bar}
          data-kind={bar.kind}
          data-always={(bar.kind === 'shift' && !row.shift) || undefined}
          style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
        />
      ))}
      {isIn(day, now) && (
        <div
          className={classes.now}
          style={{ left: `${((now - day.start) / (day.end - day.start)) * 100}%` }}
        />
      )}
    </div>
  );
}

export function Load({ row }: { row: Row }) {
  const { t } = useLingui();
  const { open, capacity, isFull } = row;
  if (capacity === null) {
    return (
      <Text size="sm">
        <Trans>{open} open</Trans>
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm">
        <Trans>
          {open} of {capacity}
        </Trans>
      </Text>
      <Progress
        value={(open / capacity) * 100}
        color={isFull ? 'red' : 'teal'}
        size="sm"
        aria-label={t`Open tickets of ${row.user.name}`}
      />
    </div>
  );
}

const isIn = (day: Day, now: number) => day.start <= now && now < day.end;
