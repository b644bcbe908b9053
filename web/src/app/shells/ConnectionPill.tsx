import { useLingui } from '@lingui/react/macro';
import { type ConnectionState, useConnection } from '@/lib/connection';
import classes from './ConnectionPill.module.css';

/** Whether what is on screen follows the server at once. */
export function ConnectionPill() {
  const { t } = useLingui();
  const state = useConnection((connection) => connection.state);
  const words: Record<ConnectionState, [string, string]> = {
    live: [t`Live`, t`Changes appear at once.`],
    connecting: [t`Connecting`, t`Live updates are being set up.`],
    polling: [t`Delayed`, t`Live updates are interrupted; the page asks every 15 seconds.`],
    offline: [t`Offline`, t`The service desk cannot be reached.`],
  };
  const [label, help] = words[state];
  return (
    <span
      className={classes.pill}
      data-state={state}
      role="status"
      title={help}
      aria-label={t`Connection: ${label}`}
    >
      <span className={classes.dot} aria-hidden />
      <span className={classes.label}>{label}</span>
    </span>
  );
}
