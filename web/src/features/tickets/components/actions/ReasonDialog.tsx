import { useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { deskKeys, escalateTicket, withdrawPromise } from '@/api/desk';
import { isApiError } from '@/api/errors';
import type { TicketSummary } from '@/api/types';
import { refreshTickets, storeTicket } from '../../cache';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';
import { useChange } from './use-change';

const SHORTEST = 3;

interface Props {
  title: string;
  label: string;
  submitLabel: ReactNode;
  tickets: TicketSummary[];
  busy: boolean;
  error: unknown;
  onSubmit: (reason: string) => void;
}

/** An action that needs nothing but a written reason. */
function ReasonDialog({ title, label, submitLabel, tickets, busy, error, onSubmit }: Props) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < SHORTEST;
  const submit = () => {
    setTried(true);
    if (!short) onSubmit(reason.trim());
  };
  const refused = isApiError(error, 422) ? error.fieldErrors.reason : undefined;
  return (
    <ActionModal
      title={title}
      tickets={tickets}
      submitLabel={submitLabel}
      onSubmit={submit}
      busy={busy}
      error={error}
    >
      <Textarea
        data-autofocus
        label={label}
        required
        autosize
        minRows={2}
        maxRows={8}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={refused ?? (tried && short ? t`Please fill this in.` : undefined)}
      />
    </ActionModal>
  );
}

export function EscalateDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const escalate = useMutation({
    mutationFn: (reason: string) => escalateTicket(ticket.id, reason),
    onSuccess: (changed) => {
      storeTicket(client, changed);
      refreshTickets(client, [ticket.id]);
      closeAction();
    },
  });
  return (
    <ReasonDialog
      title={t`Escalate`}
      label={t`Why must this come first?`}
      submitLabel={t`Escalate`}
      tickets={[ticket]}
      busy={escalate.isPending}
      error={escalate.error}
      onSubmit={escalate.mutate}
    />
  );
}

export function WithdrawDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (reason: string) => withdrawPromise(ticket.id, reason),
    onSuccess: (changed) => {
      storeTicket(client, changed);
      refreshTickets(client, [ticket.id]);
      void client.invalidateQueries({ queryKey: deskKeys.sla(ticket.number) });
      closeAction();
    },
  });
  return (
    <ReasonDialog
      title={t`Take the promise back`}
      label={t`Why does the date hold no longer?`}
      submitLabel={t`Take it back`}
      tickets={[ticket]}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={withdraw.mutate}
    />
  );
}

export function HandBackDialog({ tickets }: { tickets: TicketSummary[] }) {
  const { t } = useLingui();
  const change = useChange({ quiet: true, onDone: closeAction });
  return (
    <ReasonDialog
      title={t`Hand back to routing`}
      label={t`Why should somebody else have it?`}
      submitLabel={t`Hand back`}
      tickets={tickets}
      busy={change.isPending}
      error={change.error}
      onSubmit={(reason) =>
        change.mutate({ tickets, change: { kind: 'assign', assign: { hand_back: true, reason } } })
      }
    />
  );
}
