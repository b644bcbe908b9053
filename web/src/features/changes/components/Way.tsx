import { useLingui } from '@lingui/react/macro';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ChangeState } from '@/api/changes';
import { STATE_LABELS } from '@/ui/change-labels';
import { wayOf } from '../model';
import classes from './Way.module.css';

/** The way from draft to closed, and where the change stands on it. */
export function Way({ state }: { state: ChangeState }) {
  const { t } = useLingui();
  return (
    <ol className={classes.way} aria-label={t`Where it stands`}>
      {wayOf(state).map((step) => (
        <li
          key={step.state}
          className={classes.step}
          data-is={step.is}
          aria-current={step.is === 'now' || step.is === 'bad' ? 'step' : undefined}
        >
          <span className={classes.dot}>
            {step.is === 'done' && <IconCheck size={12} stroke={3} aria-hidden />}
            {step.is === 'bad' && <IconX size={12} stroke={3} aria-hidden />}
          </span>
          {t(STATE_LABELS[step.state])}
        </li>
      ))}
    </ol>
  );
}
