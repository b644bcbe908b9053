import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Text } from '@mantine/core';
import { IconCalendarTime, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Calendar, calendars as source, type Week } from '@/api/admin-calendars';
import { ButtonLink } from '@/ui/links';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { useAdminBase, useInDraft } from '../frame/draft-scope';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { StateBadge } from '../frame/StateBadge';
import { wholeList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { WEEKDAY_LABELS } from './labels';
import { weekLines } from './model';

export function CalendarsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { search } = useAdminSearch();
  const calendars = useInDraft(source);
  const base = useAdminBase();
  const query = useQuery(calendars.listQuery());
  return (
    <AdminPage
      title={t`Calendars`}
      lead={<Trans>Working hours, holidays and half days. Due dates count working time only.</Trans>}
      actions={
        <ButtonLink to={`${base}/calendars/new` as never} leftSection={<IconPlus size={18} />}>
          <Trans>New calendar</Trans>
        </ButtonLink>
      }
    >
      <ListPanel<Calendar>
        label={t`Calendars`}
        source={wholeList(query, search.q, (one) => [one.name, one.key, one.timezone, ...one.locations])}
        columns={useColumns()}
        rowId={(one) => one.id}
        rowName={(one) => one.name}
        onOpen={(one) => void navigate({ to: `${base}/calendars/${one.id}` as never })}
        card={(one) => (
          <ListCard title={one.name} to={`${base}/calendars/${one.id}`} badges={<Badges calendar={one} />}>
            <HoursWords calendar={one} />
            <div>{[one.timezone, ...one.locations].join(' · ')}</div>
          </ListCard>
        )}
        searchLabel={t`Search calendars`}
        empty={{ icon: IconCalendarTime, title: <Trans>There is no calendar yet</Trans> }}
      />
    </AdminPage>
  );
}

function useColumns(): DataColumn<Calendar>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(170px, 1.2fr)',
        cell: (one) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600}>
              {one.name}
            </Text>
            <Badges calendar={one} />
          </Group>
        ),
      },
      { id: 'zone', header: t`Time zone`, width: 'minmax(140px, 1fr)', cell: (one) => one.timezone },
      {
        id: 'week',
        header: t`Hours`,
        width: 'minmax(220px, 1.8fr)',
        cell: (one) => <HoursWords calendar={one} />,
      },
      {
        id: 'holidays',
        header: t`Special days`,
        width: '100px',
        align: 'end',
        cell: (one) => one.holidays.length + one.exceptions.length,
      },
      {
        id: 'locations',
        header: t`Followed by`,
        width: 'minmax(120px, 1fr)',
        cell: (one) => one.locations.join(', ') || '–',
      },
    ],
    [t],
  );
}

function Badges({ calendar }: { calendar: Calendar }) {
  return (
    <>
      {calendar.is_default && (
        <Badge variant="light" color="indigo" radius="sm" tt="none">
          <Trans>Default</Trans>
        </Badge>
      )}
      <StateBadge active={calendar.is_active} />
    </>
  );
}

/** "Monday – Friday 09:00–18:00". */
function HoursWords({ calendar }: { calendar: Calendar }) {
  const sites = calendar.sites.map(({ name }) => name).join(', ');
  return sites ? <Trans>In turn: {sites}</Trans> : <WeekWords week={calendar.week} />;
}

function WeekWords({ week }: { week: Week }) {
  const { t } = useLingui();
  const lines = weekLines(week).map(({ from, to, hours }) => {
    const days =
      from === to ? t(WEEKDAY_LABELS[from]) : `${t(WEEKDAY_LABELS[from])} – ${t(WEEKDAY_LABELS[to])}`;
    return `${days} ${hours}`;
  });
  return <span className="numeric">{lines.join('; ')}</span>;
}
