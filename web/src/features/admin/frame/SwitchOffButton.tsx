import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';

interface Props {
  active: boolean;
  busy: boolean;
  onOff: () => void;
  onOn: () => void;
}

export function SwitchOffButton({ active, busy, onOff, onOn }: Props) {
  return active ? (
    <Button variant="subtle" color="red" loading={busy} onClick={onOff}>
      <Trans>Deactivate</Trans>
    </Button>
  ) : (
    <Button variant="light" loading={busy} onClick={onOn}>
      <Trans>Activate again</Trans>
    </Button>
  );
}
