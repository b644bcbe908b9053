import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DashboardPageRef } from '@/api/dashboard-types';
import {
  changeSchedule,
  type ReportSchedule,
  removeSchedule,
  scheduleKeys,
  schedulesQuery,
  sendReportNow,
} from '@/api/report-schedules';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import type { DashboardSearch } from '../model';
import { useRhythm } from '../schedules';
import { ScheduleForm } from './ScheduleForm';

interface Props {
  page: DashboardPageRef;
  search: DashboardSearch;
  opened: boolean;
  onClose: () => void;
}

/** The dashboards the person has mailed, and a new one: this page, filtered as it is now. */
export default function SchedulesDialog({ page, search, opened, onClose }: Props) {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery({ ...schedulesQuery(), enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t`Reports by mail`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack gap="lg">
        {isPending && <Skeleton h={90} radius="md" />}
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && data.length > 0 && (
          <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {data.map((one) => (
              <li key={one.id}>
                <Card schedule={one} />
              </li>
            ))}
          </Stack>
        )}
        <ScheduleForm page={page} search={search} />
      </Stack>
    </Modal>
  );
}

function Card({ schedule }: { schedule: ReportSchedule }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const rhythm = useRhythm();
  const act = useMutation({
    mutationFn: ({ run }: { run: () => Promise<unknown>; done: string }) => run(),
    onSuccess: (_, { done }) => {
      void client.invalidateQueries({ queryKey: scheduleKeys.all });
      toastDone(done);
    },
    onError: (fault) => toastFailed(fault, t`Nothing was changed`),
  });
  const { name, is_paused, stopped, next_at } = schedule;
  const isOff = is_paused || stopped !== null;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <div style={{ minWidth: 0, flex: '1 1 220px' }}>
          <Group gap={6}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            {isOff && (
              <Badge variant="light" color={stopped ? 'orange' : 'gray'} tt="none">
                {stopped === 'right_lost' ? (
                  <Trans>Stopped: no longer yours to see</Trans>
                ) : stopped ? (
                  <Trans>Stopped: its filters are gone</Trans>
                ) : (
                  <Trans>Paused</Trans>
                )}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {rhythm(schedule)} · {schedule.format.toUpperCase()}
          </Text>
          {next_at && (
            <Text size="sm" c="dimmed">
              <Trans>Next: {formatMoment(next_at)}</Trans>
            </Text>
          )}
        </div>
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={act.isPending}
            aria-label={t`Send ${name} now`}
            onClick={() =>
              act.mutate({ run: () => sendReportNow(schedule), done: t`${name} is on its way to you.` })
            }
          >
            <Trans>Send now</Trans>
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={act.isPending}
            aria-label={isOff ? t`Take up ${name}` : t`Pause ${name}`}
            onClick={() =>
              act.mutate({
                run: () => changeSchedule(schedule, { is_paused: !isOff }),
                done: isOff ? t`${name} is taken up.` : t`${name} is paused.`,
              })
            }
          >
            {isOff ? <Trans>Take up</Trans> : <Trans>Pause</Trans>}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            disabled={act.isPending}
            aria-label={t`Delete ${name}`}
            onClick={() => act.mutate({ run: () => removeSchedule(schedule), done: t`${name} is deleted.` })}
          >
            <Trans>Delete</Trans>
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
