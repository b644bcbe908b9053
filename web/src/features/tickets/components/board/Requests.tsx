import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type OpenRequest, openRequestsQuery } from '@/api/board';
import { decidePriority } from '@/api/desk';
import { formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { PriorityChip } from '@/ui/PriorityChip';
import { refreshTickets } from '../../cache';
import classes from './Board.module.css';

/** Wishes for another priority, to be decided right here. */
export function Requests({ team }: { team: string | undefined }) {
  const { t } = useLingui();
  const { data = [] } = useQuery(openRequestsQuery(team));
  if (data.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t`Priorities to decide`}>
      <Title order={2} size="h4" mb="sm">
        <Trans>Priorities to decide</Trans>{' '}
        <Text span c="dimmed" className="numeric">
          {data.length}
        </Text>
      </Title>
      {data.map((request) => (
        <Wish key={request.id} request={request} />
      ))}
    </Paper>
  );
}

function Wish({ request }: { request: OpenRequest }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      decidePriority(request.ticket_id, request.id, approve, reason.trim() || undefined),
    onError: (error) => toastFailed(error, t`The request was not decided`),
    onSettled: () => {
      refreshTickets(client, [request.ticket_id]);
      return client.invalidateQueries({ queryKey: ['dashboard', 'team-board'] });
    },
  });
  const who = request.requested_by?.name ?? t`Somebody`;
  return (
    <div className={classes.wish}>
      <div className={classes.words}>
        <Group gap={6}>
          <PriorityChip priority={request.priority} />
          <span aria-hidden>→</span>
          <PriorityChip priority={request.wanted} />
          <TextLink to="/queue/$id" params={{ id: request.number }} size="sm">
            {request.number} {request.title}
          </TextLink>
        </Group>
        <Text size="sm">“{request.reason}”</Text>
        <Text size="xs" c="dimmed">
          {who} · {formatMoment(request.created_at)} · {request.team?.name}
        </Text>
      </div>
      {request.may_decide ? (
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            flex="1 1 160px"
            aria-label={t`A word to ${who} (optional)`}
            placeholder={t`A word to them (optional)`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate(true)}>
            <Trans>Approve</Trans>
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={decide.isPending}
            onClick={() => decide.mutate(false)}
          >
            <Trans>Reject</Trans>
          </Button>
        </Group>
      ) : (
        <Text size="xs" c="dimmed">
          <Trans>Somebody else decides what you ask for.</Trans>
        </Text>
      )}
    </div>
  );
}
