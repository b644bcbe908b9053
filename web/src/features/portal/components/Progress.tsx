import { useLingui } from '@lingui/react/macro';
import { PLAIN_LABELS, PLAIN_STATES, type PlainState } from '../model';
import classes from './Progress.module.css';

/** Where the ticket stands, in four steps everybody understands. */
export function Progress({ state }: { state: PlainState }) {
  const { t } = useLingui();
  const now = PLAIN_STATES.indexOf(state);
  return (
    <ol className={classes.steps} aria-label={t`Progress`}>
      {PLAIN_STATES.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          data-past={index < now || state === 'done' || undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          <span className={classes.bar} aria-hidden />
          <span className={classes.label}>{t(PLAIN_LABELS[step])}</span>
        </li>
      ))}
    </ol>
  );
}
