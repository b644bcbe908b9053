import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { ExplanationLine, PromisedTarget } from '@/api/admin-sla';
import { formatDay, formatTime } from '@/lib/time';
import { dayWords } from '../calendars/labels';
import classes from './PromiseExplained.module.css';
import { hoursWords, LINE_LABELS } from './words';

interface Props {
  title: string;
  promise: PromisedTarget;
  /** The zone of the calendar: the one the times of the lines are in. */
  zone: string;
}

/** A due date and how it was counted, line by line. */
export function PromiseExplained({ title, promise, zone }: Props) {
  const due = `${formatDay(promise.due_at, zone)}, ${formatTime(promise.due_at, zone)}`;
  const target = hoursWords(promise.target_seconds);
  return (
    <section aria-label={title}>
      <Text>
        {title} <strong className="numeric">{due}</strong>{' '}
        <Text span size="sm" c="dimmed">
          <Trans>({target} counted)</Trans>
        </Text>
      </Text>
      <ol className={classes.lines}>
        {Array.from(promise.lines.entries(), ([at, line]) => (
          <Line key={at} line={line} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line }: { line: ExplanationLine }) {
  const { t } = useLingui();
  const days =
    line.first_day === line.last_day
      ? dayWords(line.first_day)
      : `${dayWords(line.first_day)} – ${dayWords(line.last_day)}`;
  const times = line.local_from && line.local_to ? `${line.local_from}–${line.local_to}` : '';
  const total = hoursWords(line.total_seconds);
  return (
    <li className={classes.line} data-counts={line.seconds > 0 || undefined}>
      <span className="numeric">
        {days} {times}
      </span>
      <span className={`${classes.counted} numeric`}>
        {line.seconds > 0 ? `+${hoursWords(line.seconds)}` : '–'}
      </span>
      <span className={classes.what}>
        {[t(LINE_LABELS[line.kind]), line.label].filter(Boolean).join(': ')}
      </span>
      <span className={`${classes.total} numeric`}>
        <Trans>total {total}</Trans>
      </span>
    </li>
  );
}
