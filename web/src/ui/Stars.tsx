import { useLingui } from '@lingui/react/macro';
import classes from './Stars.module.css';

/** A rating of one to five, to be read. */
export function Stars({ score }: { score: number }) {
  const { t } = useLingui();
  return (
    <span role="img" aria-label={t`${score} of 5`} className={classes.stars}>
      {'★'.repeat(score)}
      <span className={classes.rest}>{'★'.repeat(5 - score)}</span>
    </span>
  );
}
