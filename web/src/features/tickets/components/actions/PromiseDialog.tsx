import { Trans, useLingui } from '@lingui/react/macro';
import { Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deskKeys, promiseDate } from '@/api/desk';
import { isApiError } from '@/api/errors';
import type { TicketSummary } from '@/api/types';
import { refreshTickets, storeTicket } from '../../cache';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';

const SHORTEST = 3;

/** A manager promises a date; no pause moves it. */
export function PromiseDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const promise = usePromise(ticket);
  const moment = new Date(at);
  const wrong = Number.isNaN(moment.getTime());
  const short = reason.trim().length < SHORTEST;
  const refused = isApiError(promise.error, 422) ? promise.error.fieldErrors.promised_at : undefined;
  const submit = () => {
    setTried(true);
    if (!wrong && !short) promise.mutate({ promised_at: moment.toISOString(), reason: reason.trim() });
  };
  return (
    <ActionModal
      title={t`Promise a date`}
      tickets={[ticket]}
      submitLabel={t`Promise it`}
      onSubmit={submit}
      busy={promise.isPending}
      error={promise.error}
    >
      <Text size="sm">
        <Trans>
          The requester is told the date. It stands beside what the policy computes; no pause moves it, and
          the team is warned on the way.
        </Trans>
      </Text>
      <TextInput
        data-autofocus
        type="datetime-local"
        label={t`Solved by`}
        required
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        error={refused ?? (tried && wrong ? t`Choose a date and a time.` : undefined)}
      />
      <Textarea
        label={t`Reason`}
        description={t`For your colleagues; the requester does not see it.`}
        required
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tried && short ? t`Please fill this in.` : undefined}
      />
    </ActionModal>
  );
}

function usePromise(ticket: TicketSummary) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { promised_at: string; reason: string }) => promiseDate(ticket.id, wanted),
    onSuccess: (changed) => {
      storeTicket(client, changed);
      refreshTickets(client, [ticket.id]);
      void client.invalidateQueries({ queryKey: deskKeys.sla(ticket.number) });
      closeAction();
    },
  });
}
