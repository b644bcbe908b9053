import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, SimpleGrid } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Job, type JobState, jobSummaryQuery, jobsQuery } from '@/api/admin-ops';
import { formatMoment } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { FigureCard } from '../frame/FigureCard';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { JobDrawer } from './JobDrawer';
import { JOB_COLORS, JOB_LABELS, JOB_STATES } from './labels';
import { countByState, fitsJob } from './model';

export function JobsPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const summary = useQuery(jobSummaryQuery());
  const query = useInfiniteQuery(jobsQuery({ state: search.state }));
  const source = pagedList<Job>(query);
  const jobs = { ...source, rows: source.rows?.filter((job) => fitsJob(job, search.q)) };
  return (
    <AdminPage title={t`Jobs`} lead={<Trans>Background work. What is done leaves no trace here.</Trans>}>
      <Counts counts={countByState(summary.data ?? [])} />
      <ListPanel<Job>
        label={t`Jobs`}
        source={search.q ? { ...jobs, total: undefined } : jobs}
        columns={useColumns()}
        rowId={(job) => String(job.id)}
        rowName={(job) => `${job.name} ${job.id}`}
        onOpen={(job) => open(String(job.id))}
        card={(job) => (
          <ListCard title={job.name} edit={String(job.id)} badges={<JobBadge state={job.state} />}>
            {formatMoment(job.run_at)} {job.last_error}
          </ListCard>
        )}
        searchLabel={t`Search name or error`}
        filters={[
          {
            key: 'state',
            label: t`Any state`,
            options: JOB_STATES.map((value) => ({ value, label: t(JOB_LABELS[value]) })),
          },
        ]}
        tone={(job) => (job.state === 'parked' ? 'breach' : undefined)}
        empty={{
          icon: IconStack2,
          title: <Trans>Nothing waits</Trans>,
          text: <Trans>All background work is done.</Trans>,
        }}
      />
      <JobDrawer jobs={source.rows} />
    </AdminPage>
  );
}

function Counts({ counts }: { counts: Record<JobState, number> }) {
  const { t } = useLingui();
  const { set } = useAdminSearch();
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} mb="lg">
      {JOB_STATES.map((state) => (
        <FigureCard
          key={state}
          label={t(JOB_LABELS[state])}
          value={counts[state]}
          tone={state === 'parked' && counts[state] > 0 ? 'bad' : 'good'}
          onClick={() => set({ state })}
        />
      ))}
    </SimpleGrid>
  );
}

function JobBadge({ state }: { state: JobState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={JOB_COLORS[state]} radius="sm" tt="none">
      {t(JOB_LABELS[state])}
    </Badge>
  );
}

function useColumns(): DataColumn<Job>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { id: 'name', header: t`Work`, width: 'minmax(200px, 1.2fr)', cell: (job) => job.name },
      { id: 'state', header: t`State`, width: '110px', cell: (job) => <JobBadge state={job.state} /> },
      {
        id: 'run',
        header: t`Due`,
        width: '130px',
        cell: (job) => <span className="numeric">{formatMoment(job.run_at)}</span>,
      },
      { id: 'attempts', header: t`Attempts`, width: '80px', align: 'end', cell: (job) => job.attempts },
      {
        id: 'error',
        header: t`Last error`,
        width: 'minmax(200px, 2fr)',
        cell: (job) => job.last_error ?? '–',
      },
    ],
    [t],
  );
}
