import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { calendars } from '@/api/admin-calendars';
import { type Location, locations } from '@/api/admin-lists';
import { useNow } from '@/lib/clock';
import { formatTime } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { StateBadge } from '../frame/StateBadge';
import { wholeList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

const LocationForm = lazy(async () => ({ default: (await import('./LocationForm')).LocationForm }));

export function LocationsPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const query = useQuery(locations.listQuery());
  return (
    <AdminPage
      title={t`Locations`}
      lead={<Trans>Places of work. Their calendar decides when due dates run.</Trans>}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New location</Trans>
        </Button>
      }
    >
      <ListPanel<Location>
        label={t`Locations`}
        source={wholeList(query, search.q, (place) => [place.name, place.key, place.timezone])}
        columns={useLocationColumns()}
        rowId={(place) => place.id}
        rowName={(place) => place.name}
        onOpen={(place) => open(place.id)}
        card={(place) => (
          <ListCard title={place.name} edit={place.id} badges={<StateBadge active={place.is_active} />}>
            {place.timezone} · <LocalTime zone={place.timezone} />
          </ListCard>
        )}
        searchLabel={t`Search locations`}
        empty={{ icon: IconMapPin, title: <Trans>There is no location yet</Trans> }}
      />
      <EditDrawer
        titles={{ create: t`New location`, edit: t`Location` }}
        rows={query.data}
        rowId={(place) => place.id}
        error={query.error}
        onRetry={() => void query.refetch()}
      >
        {(place) => <LocationForm entry={place} />}
      </EditDrawer>
    </AdminPage>
  );
}

function useLocationColumns(): DataColumn<Location>[] {
  const { t } = useLingui();
  const { data } = useQuery(calendars.listQuery());
  return useMemo(() => {
    const names = new Map(data?.map((calendar) => [calendar.key, calendar.name]));
    return [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(160px, 1.4fr)',
        cell: (place) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600}>
              {place.name}
            </Text>
            <StateBadge active={place.is_active} />
          </Group>
        ),
      },
      { id: 'zone', header: t`Time zone`, width: 'minmax(150px, 1fr)', cell: (place) => place.timezone },
      {
        id: 'now',
        header: t`Time there`,
        width: '100px',
        cell: (place) => <LocalTime zone={place.timezone} />,
      },
      {
        id: 'calendar',
        header: t`Calendar`,
        width: 'minmax(140px, 1fr)',
        cell: (place) =>
          place.calendar_key ? (names.get(place.calendar_key) ?? place.calendar_key) : t`The default one`,
      },
    ];
  }, [data, t]);
}

function LocalTime({ zone }: { zone: string }) {
  const now = useNow();
  return <span className="numeric">{formatTime(new Date(now).toISOString(), zone)}</span>;
}
