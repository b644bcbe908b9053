import { useLingui } from '@lingui/react/macro';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import type { CalendarChange } from '@/api/changes';
import { formatTime } from '@/lib/time';
import { RISK_COLORS, RISK_LABELS, STATE_LABELS } from '@/ui/change-labels';
import { BlockLink } from '@/ui/links';
import classes from './Calendar.module.css';

interface Props {
  change: CalendarChange;
  zone: string;
  style?: CSSProperties;
  /** One line in the month, more where there is room. */
  look: 'line' | 'box';
}

/** A change in the calendar: its colour is its risk, its outline is broken while it is not agreed. */
export function Entry({ change, zone, style, look }: Props) {
  const { t } = useLingui();
  const color = change.risk_level ? RISK_COLORS[change.risk_level] : 'gray';
  const tentative = change.state === 'draft' || change.state === 'submitted';
  const said = [
    `${formatTime(change.starts_at, zone)}–${formatTime(change.ends_at, zone)}`,
    `${change.number} ${change.title}`,
    t(STATE_LABELS[change.state]),
    change.risk_level ? t`${t(RISK_LABELS[change.risk_level])} risk` : t`Risk unknown`,
    change.implementer_name ?? t`Nobody yet`,
    change.conflicts > 0 ? t`${change.conflicts} in the way` : '',
  ];
  return (
    <BlockLink
      to="/changes/$id"
      params={{ id: change.number }}
      className={classes.entry}
      data-look={look}
      data-tentative={tentative || undefined}
      title={said.filter(Boolean).join(' · ')}
      style={{ '--risk': `var(--mantine-color-${color}-filled)`, ...style } as CSSProperties}
    >
      <span className={classes.time}>{formatTime(change.starts_at, zone)}</span>
      {change.conflicts > 0 && (
        <IconAlertTriangle
          size={13}
          className={classes.warn}
          aria-label={t`${change.conflicts} in the way`}
        />
      )}
      <span className={classes.name}>{change.title}</span>
      {look === 'box' && change.implementer_name && (
        <span className={classes.who}>{change.implementer_name}</span>
      )}
    </BlockLink>
  );
}
