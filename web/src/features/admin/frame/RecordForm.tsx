import { Trans } from '@lingui/react/macro';
import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { isApiError } from '@/api/errors';
import { ClashPanel } from './ClashPanel';
import classes from './RecordForm.module.css';
import { useLeaveGuard } from './use-leave-guard';
import type { RecordFormHandle } from './use-record-form';

interface Props<V extends object> {
  handle: RecordFormHandle<V>;
  /** How each field is called, for what others changed. */
  labels: Partial<Record<keyof V & string, string>>;
  onCancel?: () => void;
  saveLabel?: ReactNode;
  /** Beside the buttons: deactivate and the like. */
  extra?: ReactNode;
  /** Keep the buttons in view at the foot of a drawer. */
  sticky?: boolean;
  children: ReactNode;
}

/** Fields, what the server said to them, what others changed meanwhile, and the buttons. */
export function RecordForm<V extends object>(props: Props<V>) {
  const { handle, labels, onCancel, saveLabel, extra, sticky = true, children } = props;
  useLeaveGuard(handle.dirty);
  const alerts = useRef<HTMLDivElement>(null);
  const told = handle.problems.length > 0 || handle.clashes !== null || Boolean(handle.failure);
  // The button may be far below what the server said.
  useEffect(() => {
    if (told) alerts.current?.scrollIntoView({ block: 'center' });
  }, [told]);
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        handle.submit();
      }}
    >
      <Stack gap="md" className={classes.fields}>
        <div ref={alerts} role="alert" className={classes.alerts}>
          {handle.clashes && (
            <ClashPanel clashes={handle.clashes} labels={labels} onTakeTheirs={handle.takeTheirs} />
          )}
          <Refusal problems={handle.problems} failure={handle.failure} />
        </div>
        {children}
      </Stack>
      <Group className={classes.buttons} data-sticky={sticky || undefined} justify="space-between" gap="xs">
        <Group gap="xs">
          <Button type="submit" loading={handle.saving}>
            {saveLabel ?? <Trans>Save</Trans>}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              <Trans>Cancel</Trans>
            </Button>
          )}
        </Group>
        {extra}
      </Group>
    </form>
  );
}

function Refusal({ problems, failure }: { problems: string[]; failure: unknown }) {
  if (problems.length === 0 && !failure) return null;
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} title={<Trans>This was not saved</Trans>}>
      {problems.map((problem) => (
        <div key={problem}>{problem}</div>
      ))}
      {failure != null && <Failure error={failure} />}
    </Alert>
  );
}

function Failure({ error }: { error: unknown }) {
  if (isApiError(error, 0))
    return <Trans>The server cannot be reached. Your input is kept; try again.</Trans>;
  if (isApiError(error, 403)) return <Trans>You may not change this. Ask an administrator.</Trans>;
  if (isApiError(error, 404)) return <Trans>This no longer exists.</Trans>;
  const id = isApiError(error) ? error.requestId : null;
  return (
    <>
      {isApiError(error) ? error.message : String(error)} {id && <Trans>Request {id}</Trans>}
    </>
  );
}
