import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import { type MergePreview, mergePreviewQuery, mergeTickets } from '@/api/merging';
import type { TicketSummary } from '@/api/types';
import { toastDone } from '@/lib/toast';
import { refreshTickets } from '../../cache';
import { ActionModal } from '../actions/ActionModal';
import { closeAction } from '../actions/store';
import { MergeCounts } from './MergeCounts';
import { SameRequester } from './SameRequester';

const TYPING_MS = 300;
const NUMBER = /^[A-Z]{3}-\d{4}-\d{6}$/;

interface Pair {
  source: string;
  target: string;
}

/** Let this ticket go on in another one: what moves, what its requester is told, which of the two is kept. */
export function MergeDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [swapped, setSwapped] = useState(false);
  const [note, setNote] = useState('');
  const [other] = useDebouncedValue(typed.trim().toUpperCase(), TYPING_MS);
  const pair: Pair = swapped
    ? { source: other, target: ticket.number }
    : { source: ticket.number, target: other };
  const preview = useQuery({
    ...mergePreviewQuery(pair.source, pair.target),
    enabled: NUMBER.test(other),
  });
  const merge = useMutation({
    mutationFn: (seen: MergePreview) => mergeTickets(seen, note.trim()),
    onSuccess: ({ source, target }) => {
      closeAction();
      toastDone(t`${source.number} goes on in ${target.number}`);
      void navigate({ to: '/queue/$id', params: { id: target.number } });
    },
    onError: (error) => {
      if (isApiError(error, 412)) void preview.refetch();
    },
    onSettled: (_done, _error, seen) => refreshTickets(client, [seen.source.id, seen.target.id]),
  });
  const seen = preview.data;
  const unknown = isApiError(preview.error, 422) || isApiError(preview.error, 404);
  return (
    <ActionModal
      title={t`Merge with another ticket`}
      tickets={[ticket]}
      submitLabel={<Trans>Merge</Trans>}
      onSubmit={() => seen && merge.mutate(seen)}
      busy={merge.isPending}
      error={merge.error ?? (unknown ? null : preview.error)}
      disabled={!seen || seen.refused !== null}
    >
      <TextInput
        data-autofocus
        label={t`Number of the other ticket`}
        placeholder="TKT-2026-000123"
        required
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={unknown ? t`You see no such ticket.` : undefined}
      />
      {!typed && <SameRequester ticket={ticket} onPick={setTyped} />}
      {seen && (
        <Stack gap="sm">
          <Way preview={seen} onSwap={() => setSwapped(!swapped)} />
          {seen.refused ? (
            <Alert color="orange" variant="light">
              {seen.refused}
            </Alert>
          ) : (
            <>
              <MergeCounts preview={seen} />
              <Textarea
                label={t`Message to ${seen.source.requester ?? ''}`}
                description={t`Goes with the mail that says where it goes on. May stay empty.`}
                autosize
                minRows={2}
                maxRows={6}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </>
          )}
        </Stack>
      )}
    </ActionModal>
  );
}

function Way({ preview: { source, target }, onSwap }: { preview: MergePreview; onSwap: () => void }) {
  return (
    <div>
      <Text size="sm">
        <Trans>
          <b>{source.number}</b> is closed and goes on in <b>{target.number}</b>.
        </Trans>
      </Text>
      <Text size="sm" c="dimmed">
        {target.title} · {target.requester}
      </Text>
      <Button
        mt={6}
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsExchange size={15} aria-hidden />}
        onClick={onSwap}
      >
        <Trans>Keep {source.number} instead</Trans>
      </Button>
    </div>
  );
}
