import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { MoveInput } from '@/api/changes';

interface Props {
  busy: boolean;
  onClose: () => void;
  onSend: (input: MoveInput) => void;
}

/** A change that will not take place says why. */
export function CancelDialog({ busy, onClose, onSend }: Props) {
  const { t } = useLingui();
  const [note, setNote] = useState('');
  return (
    <Modal opened onClose={onClose} title={t`Cancel this change`}>
      <Stack>
        <Textarea
          label={t`Why will it not take place?`}
          required
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={3}
          data-autofocus
        />
        <Button
          color="red"
          loading={busy}
          disabled={note.trim() === ''}
          onClick={() => onSend({ move: 'cancel', note: note.trim() })}
        >
          <Trans>Cancel the change</Trans>
        </Button>
      </Stack>
    </Modal>
  );
}
