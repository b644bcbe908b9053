import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { IconArrowBigUpLines } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan, useMe } from '@/api/auth';
import { decidePriority, priorityRequestsQuery } from '@/api/desk';
import type { PriorityRequest } from '@/api/desk-types';
import type { Ticket } from '@/api/types';
import { toastFailed } from '@/lib/toast';
import { refreshTickets, storeTicket } from '../../cache';

/** A wish for another priority that waits for a manager. */
export function PriorityRequests({ ticket, name }: { ticket: Ticket; name: string }) {
  const { data: requests = [] } = useQuery(priorityRequestsQuery(name));
  const open = requests.find(({ state }) => state === 'open');
  return open ? <Waiting request={open} ticket={ticket} /> : null;
}

function Waiting({ request, ticket }: { request: PriorityRequest; ticket: Ticket }) {
  const { t } = useLingui();
  const me = useMe();
  const decides = useCan('tickets.override_priority') && request.requested_by?.id !== me.id;
  const who = request.requested_by?.name ?? t`Somebody`;
  return (
    <Alert
      color="blue"
      variant="light"
      icon={<IconArrowBigUpLines size={20} />}
      title={t`${who} asks for ${request.priority}`}
    >
      <Text size="sm" mb={decides ? 'sm' : 0}>
        “{request.reason}”
      </Text>
      {decides ? (
        <Decide request={request} ticket={ticket} />
      ) : (
        <Text size="sm" c="dimmed">
          <Trans>A manager decides.</Trans>
        </Text>
      )}
    </Alert>
  );
}

function Decide({ request, ticket }: { request: PriorityRequest; ticket: Ticket }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      decidePriority(ticket.id, request.id, approve, reason.trim() || undefined),
    onSuccess: (changed) => storeTicket(client, changed),
    onError: (error) => toastFailed(error, t`The request was not decided`),
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        size="xs"
        flex="1 1 200px"
        label={t`A word to them (optional)`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate(true)}>
        <Trans>Approve</Trans>
      </Button>
      <Button size="xs" variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
        <Trans>Reject</Trans>
      </Button>
    </Group>
  );
}
