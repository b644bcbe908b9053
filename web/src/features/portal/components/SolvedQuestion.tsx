import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { IconCheck, IconRotateClockwise2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import { confirmTicket, reopenTicket, ticketKeys } from '@/api/tickets';
import { toastDone, toastFailed } from '@/lib/toast';

const MIN_REASON = 5;

interface Props {
  id: string;
  /** Already closed: only reopening is left. */
  closed?: boolean;
  onReopened?: () => void;
}

/** "Did this fix it?" with two answers; saying no asks what is still wrong. */
export default function SolvedQuestion({ id, closed = false, onReopened }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const confirm = useMutation({
    mutationFn: () => confirmTicket(id),
    onSuccess: () => {
      toastDone(t`Thank you. The ticket is closed.`);
      return client.invalidateQueries({ queryKey: ticketKeys.all });
    },
    onError: (error) => toastFailed(error, t`The ticket was not closed`),
  });
  if (asking) return <ReopenForm id={id} onCancel={() => setAsking(false)} onReopened={onReopened} />;
  return (
    <Group gap="xs">
      {!closed && (
        <Button
          color="teal.9"
          leftSection={<IconCheck size={18} />}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          <Trans>Yes, it is fixed</Trans>
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconRotateClockwise2 size={18} />}
        onClick={() => setAsking(true)}
      >
        {closed ? <Trans>Reopen</Trans> : <Trans>No, still broken</Trans>}
      </Button>
    </Group>
  );
}

function ReopenForm({
  id,
  onCancel,
  onReopened,
}: {
  id: string;
  onCancel: () => void;
  onReopened: Props['onReopened'];
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const reopen = useMutation({
    mutationFn: () => reopenTicket(id, reason.trim()),
    onSuccess: async () => {
      toastDone(t`The ticket is open again.`);
      await client.invalidateQueries({ queryKey: ticketKeys.all });
      onCancel();
      onReopened?.();
    },
    onError: (error) => {
      if (!isApiError(error, 422)) toastFailed(error, t`The ticket was not reopened`);
    },
  });
  const short = reason.trim().length < MIN_REASON;
  const refused = isApiError(reopen.error, 422)
    ? (reopen.error.fieldErrors.reason ?? reopen.error.message)
    : undefined;
  const send = () => {
    setTried(true);
    if (!short) reopen.mutate();
  };
  return (
    <Stack gap="xs">
      <Textarea
        label={t`What is still wrong?`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tried && short ? t`A few words more, please.` : refused}
        autosize
        autoFocus
        minRows={2}
        maxLength={2_000}
      />
      <Group gap="xs">
        <Button loading={reopen.isPending} onClick={send}>
          <Trans>Reopen the ticket</Trans>
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
