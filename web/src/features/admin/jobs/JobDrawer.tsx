import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Job, opsKeys, retryJob } from '@/api/admin-ops';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { EditDrawer } from '../frame/EditDrawer';
import { FactList } from '../frame/FactList';
import { inWords } from '../frame/Plain';
import { useAdminSearch } from '../frame/use-admin-search';

export function JobDrawer({ jobs }: { jobs: Job[] | undefined }) {
  const { t } = useLingui();
  return (
    <EditDrawer<Job> titles={{ create: t`Job`, edit: t`Job` }} rows={jobs} rowId={(job) => String(job.id)}>
      {(job) => job && <Details job={job} />}
    </EditDrawer>
  );
}

function Details({ job }: { job: Job }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const retry = useMutation({
    mutationFn: () => retryJob(job.id),
    onSuccess: () => {
      toastDone(t`The job runs now.`);
      close();
      return client.invalidateQueries({ queryKey: opsKeys.jobs });
    },
    onError: (error) => toastFailed(error, t`The job was not started`),
  });
  return (
    <Stack gap="md" pb="lg">
      {job.state === 'parked' && (
        <Text size="sm">
          <Trans>
            Failed too often and was set aside. Remove the cause, then run it again; nothing is lost.
          </Trans>
        </Text>
      )}
      {job.last_error && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} title={t`Last error`}>
          {job.last_error}
        </Alert>
      )}
      <FactList
        facts={[
          [t`Work`, job.name],
          [t`Number`, String(job.id)],
          [t`Due`, formatMoment(job.run_at)],
          [t`Created`, formatMoment(job.created_at)],
          [t`Attempts`, String(job.attempts)],
          ...Object.entries(job.args).map(([key, value]): [string, string] => [
            key.replaceAll('_', ' '),
            inWords(value),
          ]),
        ]}
      />
      {job.state !== 'running' && (
        <div>
          <Button
            leftSection={<IconRefresh size={16} />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            <Trans>Run now</Trans>
          </Button>
        </div>
      )}
    </Stack>
  );
}
