import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, NativeSelect, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Draft, labKeys, type RunCard, type RunState, runsQuery, startRun } from '@/api/admin-lab';
import { newKey } from '@/lib/ids';
import { formatDate, formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { RUN_COLORS, RUN_LABELS } from './labels';
import { lastDays, percentOf } from './model';

const PERIODS = ['30', '90', '365', '1095'] as const;

/** Run the draft over the past, and the runs there were. */
export function RunsPanel({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [days, setDays] = useState<string>('90');
  const runs = useInfiniteQuery(runsQuery(draft.id));
  const start = useMutation({
    mutationFn: () => {
      const { from, to } = lastDays(Number(days), Date.now());
      return startRun(draft.id, from, to, newKey());
    },
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: labKeys.all });
      void navigate({ to: `/admin/lab/runs/${id}` as never });
    },
    onError: (error) => toastFailed(error, t`The run did not start`),
  });
  const labels: Record<(typeof PERIODS)[number], string> = {
    30: t`Last 30 days`,
    90: t`Last 90 days`,
    365: t`Last year`,
    1095: t`Last three years`,
  };
  const found = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="runs">
      <Title order={2} size="h3" mb="sm" id="runs">
        <Trans>Run over past tickets</Trans>
      </Title>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t`Tickets raised in`}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={PERIODS.map((value) => ({ value, label: labels[value] }))}
        />
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => start.mutate()}
          loading={start.isPending}
        >
          <Trans>Run</Trans>
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        <Trans>
          Nothing is changed: past tickets are decided again, with the live rules and with the draft.
        </Trans>
      </Text>
      <Stack gap="sm" mt="md">
        {found.map((run) => (
          <RunLine
            key={run.id}
            run={run}
            isOld={run.draft_version !== draft.version && draft.state === 'open'}
          />
        ))}
      </Stack>
      {runs.hasNextPage && (
        <Button
          variant="subtle"
          mt="sm"
          onClick={() => void runs.fetchNextPage()}
          loading={runs.isFetchingNextPage}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </Paper>
  );
}

function RunLine({ run, isOld }: { run: RunCard; isOld: boolean }) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <TextLink to={`/admin/lab/runs/${run.id}` as never}>
          {formatDate(run.period_from)} – {formatDate(run.period_to)}
        </TextLink>
        <StateOfRun state={run.state} />
      </Group>
      <Text size="xs" c="dimmed">
        {formatMoment(run.created_at)} · {run.author_name}
        {isOld && (
          <>
            {' · '}
            <Trans>the draft has been edited since</Trans>
          </>
        )}
      </Text>
      {run.state === 'running' && <Progress value={percentOf(run.done, run.total) ?? 0} mt={4} animated />}
    </div>
  );
}

export function StateOfRun({ state }: { state: RunState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={RUN_COLORS[state]} radius="sm" tt="none">
      {t(RUN_LABELS[state])}
    </Badge>
  );
}
