import { Trans, useLingui } from '@lingui/react/macro';
import { IconSnowflake } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Calendar } from '@/api/changes';
import { formatDay } from '@/lib/time';
import classes from './Calendar.module.css';
import { Entry } from './Entry';
import { type Day, onDay, placed } from './model';

interface Props {
  calendar: Calendar;
  shown: Day[];
  today: Day;
  zone: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const HOUR_PX = 44;
const OPENS_AT = 7;
const percent = (share: number) => `${share * 100}%`;

/** A week or a day, hour by hour; freezes lie behind. */
export function TimeGrid({ calendar, shown, today, zone }: Props) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current) frame.current.scrollTop = OPENS_AT * HOUR_PX;
  }, []);
  return (
    <section
      ref={frame}
      className={classes.time_frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label={t`Changes by the hour`}
    >
      <div className={classes.heads} data-days={shown.length}>
        <span />
        {shown.map((day) => (
          <Head key={day} day={day} zone={zone} calendar={calendar} isToday={day === today} />
        ))}
      </div>
      <div className={classes.columns} data-days={shown.length} style={{ height: 24 * HOUR_PX }}>
        <div className={classes.hours} aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour} style={{ top: percent(hour / 24) }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
        {shown.map((day) => (
          <Column key={day} day={day} zone={zone} calendar={calendar} />
        ))}
      </div>
    </section>
  );
}

interface DayProps {
  day: Day;
  zone: string;
  calendar: Calendar;
}

function Head({ day, zone, calendar, isToday }: DayProps & { isToday: boolean }) {
  return (
    <div className={classes.head} data-today={isToday || undefined}>
      <h2>{formatDay(`${day}T12:00:00Z`, 'UTC')}</h2>
      {onDay(calendar.freezes, day, zone).map((freeze) => (
        <span key={freeze.id} className={classes.freeze} title={freeze.reason || freeze.name}>
          <IconSnowflake size={12} aria-hidden /> {freeze.name}
        </span>
      ))}
    </div>
  );
}

function Column({ day, zone, calendar }: DayProps) {
  const changes = placed(calendar.changes, day, zone);
  return (
    <div className={classes.column}>
      {placed(calendar.freezes, day, zone).map(({ item, top, height }) => (
        <span
          key={item.id}
          className={classes.frost}
          data-frozen={item.effect}
          style={{ top: percent(top), height: percent(height) }}
        />
      ))}
      {changes.map(({ item, top, height, lane, lanes }) => (
        <Entry
          key={item.id}
          change={item}
          zone={zone}
          look="box"
          style={{
            top: percent(top),
            height: percent(height),
            left: percent(lane / lanes),
            width: percent(1 / lanes),
          }}
        />
      ))}
      {changes.length === 0 && (
        <span className={classes.unseen}>
          <Trans>No change</Trans>
        </span>
      )}
    </div>
  );
}
