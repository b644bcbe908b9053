import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { IconDeviceTv, IconMailForward } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { pagesQuery, panelQuery } from '@/api/dashboard';
import type { DashboardPageRef, DashboardQuery } from '@/api/dashboard-types';
import { exportPage } from '@/api/exports';
import { formatTime } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import classes from '../components/Dashboard.module.css';
import { DashboardFilters } from '../components/DashboardFilters';
import { PageTabs } from '../components/PageTabs';
import { PanelCard } from '../components/PanelCard';
import { toQuery } from '../model';

const SchedulesDialog = lazy(() => import('../components/SchedulesDialog'));
const ExportMenu = lazy(() => import('@/ui/ExportMenu'));
const route = getRouteApi('/signed-in/desk/dashboard');

/** The state of the desk; every figure leads to the tickets behind it. */
export function DashboardPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: pages, error, refetch } = useQuery(pagesQuery());
  const page = pages?.items.find(({ key }) => key === search.page) ?? pages?.items[0];
  const query = toQuery(search);
  const [mail, openMail] = useState(false);
  return (
    <Page
      title={t`Dashboard`}
      width="wide"
      lead={page && <AsOf page={page} query={query} />}
      actions={
        page && (
          <Suspense>
            <ButtonLink
              to="/tv"
              search={{ ...search, pages: page.key }}
              variant="default"
              size="compact-md"
              leftSection={<IconDeviceTv size={16} aria-hidden />}
            >
              <Trans>On a screen</Trans>
            </ButtonLink>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconMailForward size={16} aria-hidden />}
              onClick={() => openMail(true)}
            >
              <Trans>By mail</Trans>
            </Button>
            {mail && <SchedulesDialog page={page} search={search} opened onClose={() => openMail(false)} />}
            <ExportMenu
              name={`dashboard-${page.key}`}
              fetchFile={(format) => exportPage(page.key, query, format)}
            />
          </Suspense>
        )
      }
    >
      <PageTabs pages={pages?.items ?? []} current={page?.key ?? ''} search={search} />
      <DashboardFilters search={search} onChange={(next) => void navigate({ search: next, replace: true })} />
      {page ? (
        <div className={classes.grid}>
          {page.panels.map((panel) => (
            <PanelCard key={panel.key} panel={panel} query={query} />
          ))}
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={400} radius="md" />
      )}
    </Page>
  );
}

/** When the first panel was counted; live news count it anew. */
function AsOf({ page, query }: { page: DashboardPageRef; query: DashboardQuery }) {
  const first = page.panels[0]?.key ?? '';
  const { data } = useQuery({ ...panelQuery(first, query), enabled: first !== '' });
  if (!data) return <Trans>counting…</Trans>;
  const lag = Math.ceil(data.lag_seconds ?? 0);
  const at = formatTime(data.as_of);
  // Of a replica: a second or two is what everybody takes for now.
  return lag > 2 ? (
    <Trans>
      as of {at}, up to {lag} seconds behind
    </Trans>
  ) : (
    <Trans>as of {at}</Trans>
  );
}
