import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { type CalendarDay, WEEKDAYS } from '@/api/admin-calendars';
import { dayWords, LOOK_LABELS, monthWords, WEEKDAY_LABELS } from './labels';
import { lookOf, monthGrid } from './model';
import classes from './YearView.module.css';

interface Props {
  year: number;
  month: number;
  days: CalendarDay[];
}

export function MonthTable({ year, month, days }: Props) {
  const { t } = useLingui();
  return (
    <table className={classes.month}>
      <caption>{monthWords(year, month)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              <span aria-hidden>{t(WEEKDAY_LABELS[day]).slice(0, 2)}</span>
              <VisuallyHidden>{t(WEEKDAY_LABELS[day])}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from(monthGrid(days, month).entries(), ([week, cells]) => (
          <tr key={week}>
            {Array.from(cells.entries(), ([at, day]) => (day ? <Day key={at} day={day} /> : <td key={at} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day }: { day: CalendarDay }) {
  const { t } = useLingui();
  const look = lookOf(day);
  const hours = day.hours.map(({ start, end }) => `${start}–${end}`).join(', ');
  const words = [day.name ?? t(LOOK_LABELS[look]), hours].filter(Boolean).join(', ');
  return (
    <td data-look={look} title={`${dayWords(day.date)}: ${words}`}>
      {Number(day.date.slice(8))}
      {(look === 'holiday' || look === 'special') && <VisuallyHidden>, {words}</VisuallyHidden>}
    </td>
  );
}
