import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type LabKind, restoreVersion, type VersionDetail, versionQuery } from '@/api/admin-lab';
import { fullMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { useAdminSearch } from '../frame/use-admin-search';
import { Differences } from './Differences';

const SHORTEST_REASON = 3;

interface Props {
  kind: LabKind;
  reference: string;
}

/** One version: what it changed, and what bringing it back would change. */
export function VersionCard({ kind, reference }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(versionQuery(kind, reference));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardsSkeleton count={2} />;
  return (
    <Stack gap="lg">
      <div>
        <Text fw={600}>{data.subject ?? <Trans>All rules</Trans>}</Text>
        <Text size="sm" c="dimmed">
          {fullMoment(data.created_at)} · {data.author || '–'}
        </Text>
        {data.reason && <Text mt="xs">{data.reason}</Text>}
      </div>
      <section>
        <Title order={3} size="h4" mb="xs">
          <Trans>What it changed</Trans>
        </Title>
        <Differences lines={data.changed} none={t`Nothing that shows here.`} />
      </section>
      <section>
        <Title order={3} size="h4" mb="xs">
          <Trans>Bringing it back would change</Trans>
        </Title>
        <Differences lines={data.would_change} none={t`Nothing: this is what is in force.`} />
      </section>
      {data.would_change.length > 0 && <Restore kind={kind} version={data} />}
    </Stack>
  );
}

function Restore({ kind, version }: { kind: LabKind; version: VersionDetail }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const [reason, setReason] = useState('');
  const restore = useMutation({
    mutationFn: () => restoreVersion(kind, version.reference, reason.trim()),
    onSuccess: () => {
      toastDone(t`Version ${version.number} is in force again.`);
      close(true);
    },
    onError: (error) => toastFailed(error, t`The version was not brought back`),
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
  });
  return (
    <Stack gap="sm" align="flex-start">
      <TextInput
        w="100%"
        label={t`Why`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        required
      />
      <Button
        onClick={() => restore.mutate()}
        loading={restore.isPending}
        disabled={reason.trim().length < SHORTEST_REASON}
      >
        <Trans>Roll back to this version</Trans>
      </Button>
    </Stack>
  );
}
