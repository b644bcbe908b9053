import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { panelQuery } from '@/api/dashboard';
import type { DashboardQuery, Panel, PanelRef } from '@/api/dashboard-types';
import { ErrorState } from '@/ui/ErrorState';
import { panelLabel } from '../labels';
import classes from './Dashboard.module.css';
import { Tiles } from './Tiles';

// Numbers first: pictures come with the library that draws them.
const HeatMap = lazy(() => import('./HeatMap'));
const PanelChart = lazy(() => import('./PanelChart'));
const PanelTable = lazy(() => import('./PanelTable'));

interface Props {
  panel: PanelRef;
  query: DashboardQuery;
}

/** One block of a dashboard; one that fails leaves the others standing. */
export function PanelCard({ panel, query }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(panelQuery(panel.key, query));
  const title = t(panelLabel(panel));
  const isBare = panel.kind === 'tiles';
  return (
    <section
      className={isBare ? classes.bare : classes.card}
      data-span={panel.span}
      aria-label={title}
      aria-busy={!data}
    >
      <Title order={2} size={isBare ? 'h4' : 'h3'} mb="sm">
        {title}
      </Title>
      {data ? (
        <Suspense fallback={<Skeleton h={260} radius="md" />}>
          <Content panel={data} title={title} />
        </Suspense>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={isBare ? 86 : 260} radius="md" />
      )}
    </section>
  );
}

function Content({ panel, title }: { panel: Panel; title: string }) {
  if (panel.kind === 'tiles') return <Tiles panel={panel} title={title} />;
  if (panel.rows.length === 0) return <Nothing />;
  if (panel.kind === 'table') return <PanelTable panel={panel} title={title} />;
  if (panel.kind === 'heat') return <HeatMap panel={panel} title={title} />;
  return <PanelChart panel={panel} title={title} />;
}

function Nothing() {
  return (
    <Text c="dimmed" size="sm" py="xl" ta="center">
      <Trans>Nothing to count in this period.</Trans>
    </Text>
  );
}
