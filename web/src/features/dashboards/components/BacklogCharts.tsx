import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '@/api/dashboard';
import type { DashboardQuery, Share } from '@/api/dashboard-types';
import type { TicketStatus } from '@/api/types';
import { STATUS_LABELS } from '@/ui/labels';
import { ChartCard } from './ChartCard';
import { ShareChart } from './ShareChart';

/** What is open now, by status and by age. */
export function BacklogCharts({ query }: { query: DashboardQuery }) {
  const { t } = useLingui();
  const overview = useQuery({ ...overviewQuery(query), placeholderData: (old) => old });
  const statusName = (name: string) =>
    name in STATUS_LABELS ? t(STATUS_LABELS[name as TicketStatus]) : name;
  const ageName = (name: string) => {
    const days = Number(name.match(/\d+/)?.[0] ?? 0);
    return t`${plural(days, { one: '# day', other: '# days' })}`;
  };
  return (
    <>
      <ChartCard title={t`Open, by status`} span={4} query={overview}>
        {(data) => (
          <ShareChart
            title={t`Open, by status`}
            shares={data.open_by_status}
            kind="doughnut"
            nameOf={statusName}
          />
        )}
      </ChartCard>
      <ChartCard title={t`Open for longer than`} span={8} query={overview}>
        {(data) => (
          <ShareChart
            title={t`Open for longer than`}
            shares={data.aging}
            nameOf={ageName}
            finding={t`${weekOld(data.aging)} of the open tickets are older than a week.`}
          />
        )}
      </ChartCard>
    </>
  );
}

const weekOld = (aging: Share[]): number => aging.find(({ name }) => name.includes('7'))?.count ?? 0;
