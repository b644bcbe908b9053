import { useLingui } from '@lingui/react/macro';
import { Grid, NativeSelect, Paper, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { loadsQuery, type Run, type RunSummary } from '@/api/admin-lab';
import { Chart } from '@/ui/Chart';
import { byHour, teamsOf } from './model';

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

/** The same tickets under the live rules and under the draft, side by side. */
export function RunCharts({ run, summary }: { run: Run; summary: RunSummary }) {
  const { t } = useLingui();
  const sides = (shares: { name: string; before: number; after: number }[]) => ({
    labels: shares.map(({ name }) => name),
    series: [
      { name: t`Live rules`, values: shares.map(({ before }) => before), color: '#868e96' },
      { name: t`Draft`, values: shares.map(({ after }) => after), color: '#4263eb' },
    ],
  });
  const metrics = { response: t`First response`, resolution: t`Resolution` };
  const breaches = summary.breaches.map((one) => ({ ...one, name: metrics[one.metric] }));
  const before = breaches.reduce((sum, one) => sum + one.before, 0);
  const after = breaches.reduce((sum, one) => sum + one.after, 0);
  const teams = summary.teams.length;
  return (
    <Grid gap="lg">
      <Figure title={t`Missed targets`} span={4}>
        <Chart
          kind="bar"
          title={t`Missed targets`}
          summary={t`${before} with the live rules, ${after} with the draft.`}
          {...sides(breaches)}
        />
      </Figure>
      <Figure title={t`Tickets by priority`} span={4}>
        <Chart
          kind="bar"
          title={t`Tickets by priority`}
          summary={t`How many tickets get each priority.`}
          {...sides(summary.priorities)}
        />
      </Figure>
      <Figure title={t`Tickets by team`} span={4}>
        <Chart
          kind="bar"
          horizontal
          title={t`Tickets by team`}
          summary={t`How many tickets each of ${teams} teams gets.`}
          height={Math.max(240, teams * 44)}
          {...sides(summary.teams)}
        />
      </Figure>
      <Figure title={t`Load over the day`} span={12}>
        <HourChart run={run} />
      </Figure>
    </Grid>
  );
}

function HourChart({ run }: { run: Run }) {
  const { t } = useLingui();
  const [team, setTeam] = useState('');
  const { data = [] } = useQuery(loadsQuery(run.id));
  const { before, after } = byHour(data, team || null);
  const peak = HOURS[after.indexOf(Math.max(...after))] ?? '';
  return (
    <>
      <NativeSelect
        label={t`Team`}
        value={team}
        onChange={(event) => setTeam(event.currentTarget.value)}
        data={[
          { value: '', label: t`All teams` },
          ...teamsOf(data).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        maw={280}
        mb="sm"
      />
      <Chart
        kind="bar"
        title={t`Load over the day`}
        summary={t`New tickets by hour in the team's own time; with the draft most come at ${peak}.`}
        labels={HOURS}
        series={[
          { name: t`Live rules`, values: before, color: '#868e96' },
          { name: t`Draft`, values: after, color: '#4263eb' },
        ]}
      />
    </>
  );
}

function Figure({ title, span, children }: { title: string; span: 4 | 12; children: ReactNode }) {
  return (
    <Grid.Col span={{ base: 12, lg: span }}>
      <Paper withBorder p="lg" h="100%" component="section">
        <Title order={2} size="h3" mb="sm">
          {title}
        </Title>
        {children}
      </Paper>
    </Grid.Col>
  );
}
