import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { volumeQuery } from '@/api/dashboard';
import type { DashboardQuery, Volume } from '@/api/dashboard-types';
import type { Priority } from '@/api/types';
import { formatDay } from '@/lib/time';
import { Chart } from '@/ui/Chart';
import { PRIORITY_LABELS } from '@/ui/labels';
import { type DashboardSearch, dayDrill } from '../model';
import { ChartCard } from './ChartCard';
import { ShareChart } from './ShareChart';

/** As on the chips: red, orange, blue, grey. */
const PRIORITY_CHART: Record<string, string> = {
  P1: '#e03131',
  P2: '#f08c00',
  P3: '#4263eb',
  P4: '#868e96',
};

interface Props {
  query: DashboardQuery;
  search: DashboardSearch;
}

/** How much came in and was solved, day by day and by kind. */
export function VolumeCharts({ query, search }: Props) {
  const { t } = useLingui();
  const volume = useQuery({ ...volumeQuery(query), placeholderData: (old) => old });
  const priorityName = (name: string) =>
    name in PRIORITY_LABELS ? `${name} · ${t(PRIORITY_LABELS[name as Priority])}` : name;
  return (
    <>
      <ChartCard title={t`Raised and resolved`} span={8} query={volume}>
        {(data) => <Days volume={data} search={search} />}
      </ChartCard>
      <ChartCard title={t`By priority`} span={4} query={volume}>
        {(data) => (
          <ShareChart
            title={t`By priority`}
            shares={data.by_priority}
            kind="doughnut"
            nameOf={priorityName}
            colors={data.by_priority.map(({ name }) => PRIORITY_CHART[name] ?? '#868e96')}
          />
        )}
      </ChartCard>
      <ChartCard title={t`By category`} span={6} query={volume}>
        {(data) => <ShareChart title={t`By category`} shares={data.by_category} horizontal />}
      </ChartCard>
      <ChartCard title={t`By location`} span={6} query={volume}>
        {(data) => <ShareChart title={t`By location`} shares={data.by_location} horizontal />}
      </ChartCard>
    </>
  );
}

function Days({ volume, search }: { volume: Volume; search: DashboardSearch }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { days } = volume;
  const total = (kind: 'created' | 'resolved') => i18n.number(days.reduce((sum, day) => sum + day[kind], 0));
  const created = total('created');
  const resolved = total('resolved');
  const open = (at: number, series: number) => {
    const day = days[at];
    const kind = series === 1 ? 'resolved' : 'created';
    if (day) void navigate({ to: '/queue', search: dayDrill(day, kind, search) });
  };
  return (
    <Chart
      kind="line"
      title={t`Raised and resolved`}
      summary={t`${created} raised, ${resolved} resolved. Days in UTC.`}
      labels={days.map(({ day }) => formatDay(`${day}T12:00:00Z`, 'UTC'))}
      series={[
        { name: t`Raised`, values: days.map((day) => day.created) },
        { name: t`Resolved`, values: days.map((day) => day.resolved) },
      ]}
      onPick={open}
    />
  );
}
