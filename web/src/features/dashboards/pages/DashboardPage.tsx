import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { overviewQuery } from '@/api/dashboard';
import type { DashboardQuery } from '@/api/dashboard-types';
import { formatTime } from '@/lib/time';
import { Page } from '@/ui/Page';
import { BacklogCharts } from '../components/BacklogCharts';
import classes from '../components/Dashboard.module.css';
import { DashboardFilters } from '../components/DashboardFilters';
import { SlaCharts } from '../components/SlaCharts';
import { Tiles } from '../components/Tiles';
import { VolumeCharts } from '../components/VolumeCharts';
import { WorkloadCharts } from '../components/WorkloadCharts';

const route = getRouteApi('/signed-in/desk/dashboard');

/** The state of the desk; every figure leads to the tickets behind it. */
export function DashboardPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const query = route.useLoaderData();
  const navigate = route.useNavigate();
  return (
    <Page title={t`Dashboard`} width="wide" lead={<AsOf query={query} />}>
      <DashboardFilters search={search} onChange={(next) => void navigate({ search: next, replace: true })} />
      <Tiles query={query} />
      <div className={classes.grid}>
        <VolumeCharts query={query} search={search} />
        <SlaCharts query={query} />
        <WorkloadCharts query={query} search={search} />
        <BacklogCharts query={query} />
      </div>
    </Page>
  );
}

function AsOf({ query }: { query: DashboardQuery }) {
  const { data } = useQuery(overviewQuery(query));
  return data ? <Trans>as of {formatTime(data.as_of)}</Trans> : <Trans>counting…</Trans>;
}
