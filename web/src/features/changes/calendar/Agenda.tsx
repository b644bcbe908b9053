import { Trans } from '@lingui/react/macro';
import { Paper, Text } from '@mantine/core';
import { IconCalendarOff, IconSnowflake } from '@tabler/icons-react';
import type { Calendar } from '@/api/changes';
import { formatDay, formatTime } from '@/lib/time';
import { ChangeStateBadge, RiskBadge } from '@/ui/ChangeBadges';
import { EmptyState } from '@/ui/EmptyState';
import { BlockLink } from '@/ui/links';
import classes from './Agenda.module.css';
import { type Day, onDay } from './model';

interface Props {
  calendar: Calendar;
  shown: Day[];
  today: Day;
  zone: string;
}

/** Day under day, only those on which something happens: the list, and every view of a phone. */
export function Agenda({ calendar, shown, today, zone }: Props) {
  const full = shown
    .map((day) => ({
      day,
      changes: onDay(calendar.changes, day, zone),
      freezes: onDay(calendar.freezes, day, zone),
    }))
    .filter(({ changes, freezes }) => changes.length + freezes.length > 0);
  if (full.length === 0)
    return (
      <EmptyState
        icon={IconCalendarOff}
        title={<Trans>Nothing is planned</Trans>}
        text={<Trans>No change and no freeze lies in this time.</Trans>}
      />
    );
  return (
    <div className={classes.agenda}>
      {full.map(({ day, changes, freezes }) => (
        <section key={day} className={classes.day} aria-label={formatDay(`${day}T12:00:00Z`, 'UTC')}>
          <h2 className={classes.date} data-today={day === today || undefined}>
            {formatDay(`${day}T12:00:00Z`, 'UTC')}
          </h2>
          <Paper withBorder component="ul" className={classes.list}>
            {freezes.map((freeze) => (
              <li key={freeze.id} className={classes.freeze} data-frozen={freeze.effect}>
                <IconSnowflake size={16} aria-hidden />
                <span>
                  <strong>{freeze.name}</strong>
                  {freeze.reason && (
                    <Text span size="xs" display="block">
                      {freeze.reason}
                    </Text>
                  )}
                </span>
              </li>
            ))}
            {changes.map((change) => (
              <li key={change.id}>
                <BlockLink to="/changes/$id" params={{ id: change.number }} className={classes.row}>
                  <span className={classes.time}>
                    {formatTime(change.starts_at, zone)}–{formatTime(change.ends_at, zone)}
                  </span>
                  <span className={classes.what}>
                    <span className={classes.title}>{change.title}</span>
                    <Text span size="xs" c="dimmed">
                      {[change.number, change.implementer_name].filter(Boolean).join(' · ')}
                      {change.conflicts > 0 && (
                        <>
                          {' · '}
                          <Trans>{change.conflicts} in the way</Trans>
                        </>
                      )}
                    </Text>
                  </span>
                  <span className={classes.badges}>
                    <RiskBadge level={change.risk_level} />
                    <ChangeStateBadge state={change.state} />
                  </span>
                </BlockLink>
              </li>
            ))}
          </Paper>
        </section>
      ))}
    </div>
  );
}
