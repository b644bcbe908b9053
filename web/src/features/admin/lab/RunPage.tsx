import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { cancelRun, labKeys, type Run, type RunSummary, runQuery, type What } from '@/api/admin-lab';
import { formatDate } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { FigureCard } from '../frame/FigureCard';
import { useAdminSearch } from '../frame/use-admin-search';
import { ChangedTickets } from './ChangedTickets';
import { WHAT_LABELS, WHATS } from './labels';
import { percentOf } from './model';
import { StateOfRun } from './RunsPanel';

const RunCharts = lazy(async () => ({ default: (await import('./RunCharts')).RunCharts }));

export function RunPage() {
  const { t } = useLingui();
  const { runId = '' } = useParams({ strict: false }) as { runId?: string };
  const { data, error, refetch } = useQuery(runQuery(runId));
  return (
    <AdminPage
      title={t`Run over past tickets`}
      lead={data && <Lead run={data} />}
      back={{ to: data ? `/admin/lab/${data.draft_id}` : '/admin/lab', label: <Trans>Draft</Trans> }}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CardsSkeleton />}
      {data?.error && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={<Trans>The run failed</Trans>}>
          {data.error}
        </Alert>
      )}
      {data && !data.ended_at && <Running run={data} />}
      {data?.summary && <Found run={data} summary={data.summary} />}
    </AdminPage>
  );
}

function Lead({ run }: { run: Run }) {
  return (
    <Group gap="xs">
      <StateOfRun state={run.state} />
      <Text span size="sm">
        {formatDate(run.period_from)} – {formatDate(run.period_to)} · {run.author_name}
      </Text>
    </Group>
  );
}

function Running({ run }: { run: Run }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSettled: () => client.invalidateQueries({ queryKey: labKeys.all }),
    onError: (error) => toastFailed(error, t`The run goes on`),
  });
  const { done, total } = run;
  return (
    <Paper withBorder p="lg" role="status">
      <Text mb="xs" className="numeric">
        {total > 0 ? (
          <Trans>
            {done} of {total} tickets
          </Trans>
        ) : (
          <Trans>Waiting for a free worker</Trans>
        )}
      </Text>
      <Progress value={percentOf(done, total) ?? 0} animated aria-label={t`How far the run is`} mb="md" />
      <Button
        variant="default"
        onClick={() => cancel.mutate()}
        loading={cancel.isPending || run.is_cancel_asked}
      >
        <Trans>Cancel run</Trans>
      </Button>
    </Paper>
  );
}

function Found({ run, summary }: { run: Run; summary: RunSummary }) {
  const { set } = useAdminSearch();
  const { t } = useLingui();
  const { tickets, changed_tickets: changed } = summary;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        <FigureCard
          label={<Trans>Tickets changed</Trans>}
          value={changed}
          text={<Trans>of {tickets}</Trans>}
          onClick={() => set({ what: '' })}
        />
        {WHATS.map((what: What) => (
          <FigureCard
            key={what}
            label={t(WHAT_LABELS[what])}
            value={summary.changed[what] ?? 0}
            tone={what === 'breach' && (summary.changed[what] ?? 0) > 0 ? 'warn' : 'good'}
            onClick={() => set({ what })}
          />
        ))}
      </SimpleGrid>
      <Suspense fallback={<CardsSkeleton count={2} />}>
        <RunCharts run={run} summary={summary} />
      </Suspense>
      <ChangedTickets run={run} />
      <HowSure summary={summary} />
    </Stack>
  );
}

function HowSure({ summary }: { summary: RunSummary }) {
  const { comparable, not_comparable: others, priority, team, agent, due } = summary.reproduced;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="sure">
      <Title order={2} size="h3" mb="sm" id="sure">
        <Trans>How far to trust this</Trans>
      </Title>
      <Stack gap="xs">
        <Text size="sm">
          <Trans>
            Of {comparable} tickets decided by the rules that are still in force, the lab finds again the
            priority of {priority}, the team of {team}, the agent of {agent}, and the due dates of {due}.
          </Trans>
        </Text>
        {others > 0 && (
          <Text size="sm">
            <Trans>
              {others} tickets cannot be compared: they were edited since, or decided by earlier rules.
            </Trans>
          </Text>
        )}
        <Text size="sm" c="dimmed">
          <Trans>
            Who was away on a day in the past is not known: everybody counts as present, teams are as they are
            now. What people did stays as it was: when they answered, waited and solved, and priorities they
            set themselves.
          </Trans>
        </Text>
      </Stack>
    </Paper>
  );
}
