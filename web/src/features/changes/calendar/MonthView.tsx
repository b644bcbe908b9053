import { Plural, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { IconPlus, IconSnowflake } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Calendar } from '@/api/changes';
import { formatDay, weekdayName } from '@/lib/time';
import { fromWall } from '@/lib/wall';
import { BlockLink } from '@/ui/links';
import classes from './Calendar.module.css';
import { Entry } from './Entry';
import { addDays, type Day, daysOf, onDay } from './model';

interface Props {
  calendar: Calendar;
  day: Day;
  today: Day;
  zone: string;
  onDay: (day: Day) => void;
}

const SHOWN = 3;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month of whole weeks; arrows go from day to day, Enter opens one. */
export function MonthView({ calendar, day, today, zone, onDay: open }: Props) {
  const shown = daysOf('month', day);
  const grid = useRef<HTMLTableElement>(null);
  const reach = shown.includes(today) && today.slice(0, 7) === day.slice(0, 7) ? today : day;
  const walk = (event: KeyboardEvent, from: Day) => {
    const step = STEPS[event.key];
    const next = step && grid.current?.querySelector<HTMLElement>(`[data-day="${addDays(from, step)}"]`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <table className={classes.month} ref={grid}>
      <thead>
        <tr>
          {shown.slice(0, 7).map((_, index) => (
            <th key={weekdayName(index + 1)} scope="col">
              {weekdayName(index + 1, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: shown.length / 7 }, (_, week) => shown.slice(week * 7, week * 7 + 7)).map(
          (week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <Cell
                  key={one}
                  day={one}
                  zone={zone}
                  calendar={calendar}
                  isToday={one === today}
                  isOther={one.slice(0, 7) !== day.slice(0, 7)}
                  isReached={one === reach}
                  onOpen={() => open(one)}
                  onKey={(event) => walk(event, one)}
                />
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

interface CellProps {
  day: Day;
  zone: string;
  calendar: Calendar;
  isToday: boolean;
  isOther: boolean;
  isReached: boolean;
  onOpen: () => void;
  onKey: (event: KeyboardEvent) => void;
}

function Cell({ day, zone, calendar, isToday, isOther, isReached, onOpen, onKey }: CellProps) {
  const { t } = useLingui();
  const changes = onDay(calendar.changes, day, zone);
  const freezes = onDay(calendar.freezes, day, zone);
  const named = formatDay(`${day}T12:00:00Z`, 'UTC');
  const left = changes.length - SHOWN;
  return (
    <td
      className={classes.cell}
      data-today={isToday || undefined}
      data-other={isOther || undefined}
      data-frozen={freezes[0]?.effect}
    >
      <div className={classes.cellHead}>
        <UnstyledButton
          className={classes.number}
          data-day={day}
          tabIndex={isReached ? 0 : -1}
          aria-label={t`${named}: ${changes.length} changes`}
          aria-current={isToday ? 'date' : undefined}
          onClick={onOpen}
          onKeyDown={onKey}
        >
          {Number(day.slice(8))}
        </UnstyledButton>
        <BlockLink
          to="/changes/new"
          search={{
            from: fromWall(`${day}T20:00`, zone) ?? undefined,
            to: fromWall(`${day}T22:00`, zone) ?? undefined,
          }}
          className={classes.plan}
          tabIndex={-1}
          aria-label={t`Plan a change on ${named}`}
        >
          <IconPlus size={14} aria-hidden />
        </BlockLink>
      </div>
      {freezes.map((freeze) => (
        <span key={freeze.id} className={classes.freeze} title={freeze.reason || freeze.name}>
          <IconSnowflake size={12} aria-hidden /> {freeze.name}
        </span>
      ))}
      {changes.slice(0, left === 1 ? SHOWN + 1 : SHOWN).map((change) => (
        <Entry key={change.id} change={change} zone={zone} look="line" />
      ))}
      {left > 1 && (
        <UnstyledButton className={classes.more} onClick={onOpen}>
          <Plural value={left} one="# more" other="# more" />
        </UnstyledButton>
      )}
    </td>
  );
}
