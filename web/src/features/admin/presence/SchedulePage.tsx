import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { loadsQuery } from '@/api/admin-teams';
import { scheduleQuery } from '@/api/presence';
import { useNow } from '@/lib/clock';
import { formatDay, viewerZone } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { FigureCard } from '../frame/FigureCard';
import { TeamSelect } from '../frame/fields';
import { useAdminSearch } from '../frame/use-admin-search';
import { addDays, figuresOf, mondayOf, type Row, rowsOf, today, weekFrom } from './model';
import { WeekCards } from './WeekCards';
import { WeekGrid } from './WeekGrid';

const PersonPanel = lazy(async () => ({ default: (await import('./PersonPanel')).PersonPanel }));

/** Who works when, who is away, and how much each has to do. */
export function SchedulePage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const narrow = useMediaQuery('(max-width: 47.99em)');
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const zone = viewerZone();
  const monday = search.week ?? mondayOf(today(now, zone));
  const days = weekFrom(monday, zone);
  const period = {
    starts_at: new Date(days[0]?.start ?? now).toISOString(),
    ends_at: new Date(days.at(-1)?.end ?? now).toISOString(),
  };
  const schedule = useQuery({ ...scheduleQuery(period, search.team), placeholderData: keepPreviousData });
  const loads = useQuery(loadsQuery());
  const rows = schedule.data && rowsOf(schedule.data, loads.data ?? []);
  const show = (row: Row) => open(row.user.id);
  return (
    <AdminPage
      title={t`Shifts and workload`}
      lead={<Trans>Who works when, who is on leave, and how much each has to do. Times are yours.</Trans>}
    >
      <WeekBar monday={monday} />
      {schedule.error && <ErrorState error={schedule.error} onRetry={() => void schedule.refetch()} />}
      {!rows && !schedule.error && <RowsSkeleton />}
      {rows && <Figures rows={rows} />}
      {rows && (
        <Paper withBorder={!narrow} p={narrow ? 0 : 'sm'} {...(narrow ? { bg: 'transparent' } : {})}>
          {narrow ? (
            <WeekCards rows={rows} days={days} onOpen={show} />
          ) : (
            <WeekGrid rows={rows} days={days} now={now} onOpen={show} />
          )}
          {rows.length === 0 && (
            <Text c="dimmed" p="md">
              <Trans>Nobody works in this team yet.</Trans>
            </Text>
          )}
        </Paper>
      )}
      <EditDrawer<Row>
        titles={{ create: '', edit: rows?.find((row) => row.user.id === search.edit)?.user.name ?? '' }}
        rows={rows}
        rowId={(row) => row.user.id}
        size={640}
      >
        {(row) => row && <PersonPanel row={row} />}
      </EditDrawer>
    </AdminPage>
  );
}

function WeekBar({ monday }: { monday: string }) {
  const { t } = useLingui();
  const { search, set } = useAdminSearch();
  const noon = (date: string) => formatDay(`${date}T12:00:00Z`, 'UTC');
  return (
    <Group gap="xs" mb="md" align="flex-end">
      <TeamSelect
        aria-label={t`Team`}
        placeholder={t`All teams`}
        value={search.team ?? null}
        onChange={(team) => set({ team: team ?? '' })}
        w={220}
      />
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t`Week before`}
          onClick={() => set({ week: addDays(monday, -7) })}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Text size="sm" className="numeric" miw={170} ta="center" aria-live="polite">
          {noon(monday)} – {noon(addDays(monday, 6))}
        </Text>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t`Week after`}
          onClick={() => set({ week: addDays(monday, 7) })}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
      {search.week && (
        <Button variant="subtle" onClick={() => set({ week: '' })}>
          <Trans>This week</Trans>
        </Button>
      )}
    </Group>
  );
}

function Figures({ rows }: { rows: Row[] }) {
  const figures = figuresOf(rows);
  const { people } = figures;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} mb="md">
      <FigureCard
        label={<Trans>At work now</Trans>}
        value={figures.atWork}
        text={<Trans>of {people}</Trans>}
        tone={figures.atWork ? 'good' : 'warn'}
      />
      <FigureCard label={<Trans>On leave</Trans>} value={figures.onLeave} />
      <FigureCard label={<Trans>Open tickets</Trans>} value={figures.open} />
      <FigureCard
        label={<Trans>Can take no more</Trans>}
        value={figures.full}
        tone={figures.full ? 'warn' : 'good'}
      />
    </SimpleGrid>
  );
}
