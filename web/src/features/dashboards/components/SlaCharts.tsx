import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { slaPerformanceQuery } from '@/api/dashboard';
import type { DashboardQuery, SlaRow } from '@/api/dashboard-types';
import { Chart } from '@/ui/Chart';
import { belowGoal } from '../model';
import { ChartCard } from './ChartCard';

/** How often the desk was on time, against its goal. */
export function SlaCharts({ query }: { query: DashboardQuery }) {
  const { t } = useLingui();
  const sla = useQuery({ ...slaPerformanceQuery(query), placeholderData: (old) => old });
  return (
    <>
      <ChartCard title={t`On time, by priority`} span={6} query={sla}>
        {(data) => (
          <Levels title={t`On time, by priority`} rows={data.by_priority} goal={data.goal_percent} />
        )}
      </ChartCard>
      <ChartCard title={t`On time, by team`} span={6} query={sla}>
        {(data) => (
          <Levels title={t`On time, by team`} rows={data.by_team} goal={data.goal_percent} horizontal />
        )}
      </ChartCard>
    </>
  );
}

interface Props {
  title: string;
  rows: SlaRow[];
  goal: number;
  horizontal?: boolean;
}

function Levels({ title, rows, goal, horizontal = false }: Props) {
  const { t, i18n } = useLingui();
  const percent = (value: number) => i18n.number(value / 100, { style: 'percent', maximumFractionDigits: 1 });
  const target = percent(goal);
  const [worst] = belowGoal(rows, goal);
  const name = worst?.name ?? '';
  const share = percent(worst?.resolution_percent ?? 0);
  return (
    <Chart
      kind="bar"
      title={title}
      summary={
        worst
          ? t`${name} solves ${share} on time; the goal is ${target}.`
          : t`All reach the goal of ${target}.`
      }
      labels={rows.map((row) => row.name)}
      series={[
        { name: t`First response`, values: rows.map((row) => row.response_percent) },
        { name: t`Resolution`, values: rows.map((row) => row.resolution_percent) },
      ]}
      format={percent}
      horizontal={horizontal}
      goal={{ name: t`Goal`, value: goal }}
      max={100}
      height={320}
    />
  );
}
