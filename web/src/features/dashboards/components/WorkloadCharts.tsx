import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { workloadQuery } from '@/api/dashboard';
import type { DashboardQuery } from '@/api/dashboard-types';
import type { NamedRef } from '@/api/types';
import type { QueueSearch } from '@/lib/queue-search';
import { Chart } from '@/ui/Chart';
import { TextLink } from '@/ui/links';
import { type DashboardSearch, OPEN, sliceOf } from '../model';
import { ChartCard } from './ChartCard';

/** More bars than these cannot be read in one picture; the lists they lead to hold the rest. */
const MOST = 14;

interface Props {
  query: DashboardQuery;
  search: DashboardSearch;
}

/** Who carries how much. */
export function WorkloadCharts({ query, search }: Props) {
  const { t } = useLingui();
  const load = useQuery({ ...workloadQuery(query), placeholderData: (old) => old });
  const slice = sliceOf(search);
  const open = (more: QueueSearch): QueueSearch => ({ ...slice, view: 'all', status: OPEN, ...more });
  return (
    <>
      <ChartCard title={t`Workload of teams`} span={6} query={load}>
        {({ teams }) => (
          <Loads
            title={t`Workload of teams`}
            rows={teams.map((row) => ({ ...row, who: row.team }))}
            drill={({ id }) => open({ team: id })}
          />
        )}
      </ChartCard>
      <ChartCard title={t`Workload of agents`} span={6} query={load}>
        {({ agents }) => (
          <Loads
            title={t`Workload of agents`}
            rows={agents.map((row) => ({ ...row, who: row.agent }))}
            drill={({ id }) => open({ assignee: id })}
          />
        )}
      </ChartCard>
    </>
  );
}

interface Load {
  who: NamedRef;
  open: number;
  breached: number;
  resolved: number;
}

interface LoadsProps {
  title: string;
  rows: Load[];
  drill: (who: NamedRef) => QueueSearch;
}

function Loads({ title, rows, drill }: LoadsProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const shown = [...rows].sort((a, b) => b.open - a.open).slice(0, MOST);
  const [most] = shown;
  const name = most?.who.name ?? '';
  const count = most?.open ?? 0;
  return (
    <Chart
      kind="bar"
      horizontal
      height={320}
      title={title}
      summary={most ? t`Most open: ${name} with ${count}.` : t`Nobody has a ticket.`}
      labels={shown.map((row) => row.who.name)}
      series={[
        { name: t`Open`, values: shown.map((row) => row.open) },
        { name: t`Resolved in the period`, values: shown.map((row) => row.resolved) },
        { name: t`Overdue`, values: shown.map((row) => row.breached), color: '#e03131' },
      ]}
      onPick={(index) => {
        const row = shown[index];
        if (row) void navigate({ to: '/queue', search: drill(row.who) });
      }}
      rowLabel={(index) => {
        const row = shown[index];
        return (
          row && (
            <TextLink to="/queue" search={drill(row.who)}>
              {row.who.name}
            </TextLink>
          )
        );
      }}
    />
  );
}
