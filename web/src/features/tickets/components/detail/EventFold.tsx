import { Plural, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { TimelineEntry } from '@/api/desk-types';
import type { TicketStatus } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatRelative, fullMoment } from '@/lib/time';
import { STATUS_LABELS } from '@/ui/labels';
import { type EventGroup, isByRouting, toldAs } from '../../thread-model';
import classes from './Detail.module.css';

/** From this many neighbouring events on, they are folded into one line. */
const FOLD_FROM = 3;

export function EventFold({ group, number }: { group: EventGroup; number: string }) {
  const [open, setOpen] = useState(false);
  const { entries } = group;
  if (entries.length < FOLD_FROM) return <Events entries={entries} number={number} />;
  return (
    <div>
      <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Plural value={entries.length} one="# change" other="# changes" />
      </UnstyledButton>
      {open && <Events entries={entries} number={number} />}
    </div>
  );
}

function Events({ entries, number }: { entries: TimelineEntry[]; number: string }) {
  const now = useNow();
  return (
    <ul className={classes.events}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.event}>
          <EventLine entry={entry} number={number} />
          <time dateTime={entry.at} title={fullMoment(entry.at)}>
            {formatRelative(entry.at, now)}
          </time>
        </li>
      ))}
    </ul>
  );
}

function EventLine({ entry, number }: { entry: TimelineEntry; number: string }) {
  const { t } = useLingui();
  const who = isByRouting(entry) ? t`Routing` : entry.actor_name;
  const told = toldAs(entry, number);
  if (told.kind === 'words') {
    return (
      <span>
        {who} · {told.text}
        {entry.reason && <q>{entry.reason}</q>}
      </span>
    );
  }
  const word = (value: string) => (value in STATUS_LABELS ? t(STATUS_LABELS[value as TicketStatus]) : value);
  const label = told.kind === 'status' ? t`Status` : t`Priority`;
  return (
    <span>
      {who} · {label}: {word(told.before)} → <b>{word(told.after)}</b>
    </span>
  );
}
