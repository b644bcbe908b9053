import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  addDelegation,
  approvalKeys,
  type Delegation,
  delegationsQuery,
  revokeDelegation,
} from '@/api/approvals';
import type { NamedRef } from '@/api/types';
import { useRequestKey } from '@/lib/request-key';
import { formatMoment, viewerZone } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { fromWall } from '@/lib/wall';
import { ErrorState } from '@/ui/ErrorState';
import { PersonSelect } from '@/ui/PersonSelect';
import { CardsSkeleton } from '@/ui/Skeletons';

/** Who decides for whom, and a line to let somebody decide for oneself. */
export function Delegations() {
  const { data, isPending, isError, error, refetch } = useQuery(delegationsQuery());
  if (isPending) return <CardsSkeleton count={1} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="md">
      <Add />
      {data.map((one) => (
        <Row key={one.id} delegation={one} />
      ))}
    </Stack>
  );
}

function Row({ delegation }: { delegation: Delegation }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeDelegation(delegation.id),
    onSuccess: () => toastDone(t`Taken back`),
    onError: (error) => toastFailed(error, t`It was not taken back`),
    onSettled: () => client.invalidateQueries({ queryKey: approvalKeys.all }),
  });
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500}>
            {delegation.is_own ? (
              <Trans>{delegation.delegate.name} decides for you</Trans>
            ) : (
              <Trans>You decide for {delegation.person.name}</Trans>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {formatMoment(delegation.starts_at)} – {formatMoment(delegation.ends_at)}
            {delegation.reason && ` · ${delegation.reason}`}
          </Text>
        </div>
        {delegation.is_own && (
          <ActionIcon
            color="red"
            variant="subtle"
            aria-label={t`Take back: ${delegation.delegate.name}`}
            loading={revoke.isPending}
            onClick={() => revoke.mutate()}
          >
            <IconX size={17} />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  );
}

function Add() {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRequestKey();
  const [person, setPerson] = useState<NamedRef | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const add = useMutation({
    mutationFn: () => {
      const zone = viewerZone();
      const body = {
        delegate_id: person?.id ?? '',
        starts_at: fromWall(from, zone) ?? '',
        ends_at: fromWall(to, zone) ?? '',
        reason: reason.trim(),
      };
      return addDelegation(body, key.of(body));
    },
    onSuccess: () => {
      key.done();
      setPerson(null);
      setFrom('');
      setTo('');
      setReason('');
      toastDone(t`Delegated`);
      return client.invalidateQueries({ queryKey: approvalKeys.all });
    },
    onError: (error) => toastFailed(error, t`It was not delegated`),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Paper withBorder component="section" p="lg" aria-label={t`Let somebody decide for you`}>
      <Title order={2} size="h4" mb={4}>
        <Trans>Let somebody decide for you</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>For the time you are away. Both names are kept with each decision.</Trans>
      </Text>
      <form onSubmit={onSubmit}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <PersonSelect
            key={person?.id ?? 'none'}
            label={t`Who`}
            size="sm"
            value={person}
            onPick={setPerson}
          />
          <TextInput
            label={t`Reason (optional)`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={200}
          />
          <TextInput
            type="datetime-local"
            label={t`From`}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t`Until`}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={add.isPending} disabled={!person || !from || !to}>
            <Trans>Delegate</Trans>
          </Button>
        </Group>
      </form>
    </Paper>
  );
}
