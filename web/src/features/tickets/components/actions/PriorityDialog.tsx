import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Radio, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan } from '@/api/auth';
import { requestPriority } from '@/api/desk';
import type { Priority, TicketSummary } from '@/api/types';
import { toastDone } from '@/lib/toast';
import { PriorityChip } from '@/ui/PriorityChip';
import { refreshTickets } from '../../cache';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';
import { useChange } from './use-change';

const PRIORITIES: Priority[] = ['P1', 'P2', 'P3', 'P4'];
const SHORTEST = 3;

interface Props {
  tickets: TicketSummary[];
  /** Chosen on a board already: kept as the choice, and can be taken back there. */
  wanted: Priority | undefined;
}

/** Managers set a priority with a reason; agents ask a manager for it. */
export function PriorityDialog({ tickets, wanted: asked }: Props) {
  const { t } = useLingui();
  const overrides = useCan('tickets.override_priority');
  const [first] = tickets;
  const present = tickets.length === 1 ? first?.priority : undefined;
  const [priority, setPriority] = useState<Priority | ''>(asked ?? '');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const override = useChange({ quiet: true, onDone: closeAction });
  const request = useRequest(tickets);
  const act = overrides ? override : request;
  const short = reason.trim().length < SHORTEST;

  const submit = () => {
    setTried(true);
    if (!priority || short) return;
    const wanted = { priority, reason: reason.trim() };
    const withUndo = asked !== undefined;
    if (overrides) override.mutate({ tickets, change: { kind: 'priority', priority: wanted }, withUndo });
    else request.mutate(wanted);
  };
  return (
    <ActionModal
      title={overrides ? t`Set the priority` : t`Ask for another priority`}
      tickets={tickets}
      submitLabel={overrides ? t`Set priority` : t`Send request`}
      onSubmit={submit}
      busy={act.isPending}
      error={act.error}
      disabled={!priority || (!overrides && tickets.length > 1)}
    >
      {!overrides && (
        <Alert variant="light" color="blue">
          {tickets.length > 1 ? (
            <Trans>Ask for one ticket at a time: a manager decides each request.</Trans>
          ) : (
            <Trans>A manager decides. You are told the answer.</Trans>
          )}
        </Alert>
      )}
      <Radio.Group label={t`Priority`} value={priority} onChange={(next) => setPriority(next as Priority)}>
        <Stack gap="xs" mt="xs">
          {PRIORITIES.map((level, index) => (
            <Radio
              key={level}
              value={level}
              disabled={level === present}
              label={<PriorityChip priority={level} withLabel />}
              {...(index === (present === 'P1' ? 1 : 0) ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t`Reason`}
        description={t`It is kept with the ticket.`}
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

function useRequest(tickets: TicketSummary[]) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { priority: Priority; reason: string }) =>
      requestPriority(tickets[0]?.id ?? '', wanted),
    onSuccess: () => {
      toastDone(t`A manager will decide on it.`, t`Request sent`);
      refreshTickets(
        client,
        tickets.map(({ id }) => id),
      );
      closeAction();
    },
  });
}
