import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ChangeOutcome, MoveInput } from '@/api/changes';
import { OUTCOME_LABELS } from '@/ui/change-labels';

interface Props {
  busy: boolean;
  onClose: () => void;
  onSend: (input: MoveInput) => void;
}

const OUTCOMES: ChangeOutcome[] = ['success', 'failed', 'rolled_back'];

/** How it went: what failed or was rolled back says why. */
export function FinishDialog({ busy, onClose, onSend }: Props) {
  const { t } = useLingui();
  const [outcome, setOutcome] = useState<ChangeOutcome>('success');
  const [note, setNote] = useState('');
  const needsWords = outcome !== 'success' && note.trim() === '';
  return (
    <Modal opened onClose={onClose} title={t`How did it go?`}>
      <Stack>
        <Radio.Group
          label={t`Outcome`}
          value={outcome}
          onChange={(value) => setOutcome(value as ChangeOutcome)}
        >
          <Stack gap="xs" mt="xs">
            {OUTCOMES.map((one) => (
              <Radio key={one} value={one} label={t(OUTCOME_LABELS[one])} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={outcome === 'success' ? t`Note` : t`What went wrong, and what was done about it?`}
          required={outcome !== 'success'}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={3}
        />
        <Button
          loading={busy}
          disabled={needsWords}
          onClick={() => onSend({ move: 'finish', outcome, note: note.trim() })}
        >
          <Trans>Finish</Trans>
        </Button>
      </Stack>
    </Modal>
  );
}
