import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Chip, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconDevices, IconPlus, IconQrcode } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { MOST_LABELS } from '@/api/asset-labels';
import { type AssetStatus, assetsQuery, assetTypesQuery, facetsQuery } from '@/api/assets';
import { useCan } from '@/api/auth';
import { referenceQuery } from '@/api/reference';
import { ASSET_STATUS_LABELS } from '@/ui/assets/labels';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AssetTable } from '../components/AssetTable';
import { STATUSES } from '../tabs';

const route = getRouteApi('/signed-in/desk/assets');

/** The register: search, filters with how many there are of each, and the assets. */
export function AssetsPage() {
  const { t } = useLingui();
  const writes = useCan('assets.write');
  return (
    <Page
      title={t`Assets`}
      lead={<Trans>What the company has, who holds it, and how it hangs together.</Trans>}
      width="wide"
      actions={
        <>
          <ButtonLink to="/assets/types" variant="default" size="sm">
            <Trans>Types</Trans>
          </ButtonLink>
          {writes && (
            <ButtonLink to="/assets/imports" variant="default" size="sm">
              <Trans>Import</Trans>
            </ButtonLink>
          )}
          {writes && (
            <ButtonLink to="/assets/new" size="sm" leftSection={<IconPlus size={16} aria-hidden />}>
              <Trans>Add an asset</Trans>
            </ButtonLink>
          )}
        </>
      }
    >
      <Filters />
      <Results />
    </Page>
  );
}

function Filters() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: types = [] } = useQuery(assetTypesQuery());
  const { data: facets } = useQuery(facetsQuery());
  const { data: reference } = useQuery(referenceQuery());
  const set = (changes: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...changes }), replace: true });
  const count = (list: { key: string | null; count: number }[] | undefined, key: string) =>
    list?.find((one) => one.key === key)?.count ?? 0;
  const some = (label: string, number: number) => (facets ? `${label} (${number})` : label);
  return (
    <>
      <FilterBar
        search={search.q ?? ''}
        onSearch={(q) => set({ q: q || undefined })}
        searchLabel={t`Tag, name, serial, model or person`}
        values={{ status: search.status, type: search.type, location: search.location }}
        onFilter={(key, value) => set({ [key]: value })}
        onClear={() => void navigate({ search: {}, replace: true })}
        fields={[
          {
            key: 'status',
            label: t`Any status`,
            options: STATUSES.map((one: AssetStatus) => ({
              value: one,
              label: some(t(ASSET_STATUS_LABELS[one]), count(facets?.statuses, one)),
            })),
          },
          {
            key: 'type',
            label: t`Any type`,
            options: types
              .filter(({ id, is_active }) => is_active || count(facets?.types, id) > 0)
              .map(({ id, name }) => ({ value: id, label: some(name, count(facets?.types, id)) })),
          },
          {
            key: 'location',
            label: t`Any location`,
            options: (reference?.locations ?? []).map(({ id, name }) => ({
              value: id,
              label: some(name, count(facets?.locations, id)),
            })),
          },
        ]}
      />
      <Group gap="xs" mb="md">
        <Chip
          size="xs"
          checked={search.warranty ?? false}
          onChange={(on) => set({ warranty: on || undefined })}
        >
          {some(t`Warranty ends within 90 days`, facets?.warranty_soon ?? 0)}
        </Chip>
        <Chip
          size="xs"
          checked={search.unowned ?? false}
          onChange={(on) => set({ unowned: on || undefined })}
        >
          <Trans>Held by nobody</Trans>
        </Chip>
        <NativeSelect
          size="xs"
          ms="auto"
          aria-label={t`Order`}
          value={search.sort ?? ''}
          data={[
            { value: '', label: t`Last changed first` },
            { value: 'health', label: t`Least healthy first` },
          ]}
          onChange={(event) => set({ sort: event.currentTarget.value === 'health' ? 'health' : undefined })}
        />
      </Group>
    </>
  );
}

function Results() {
  const search = route.useSearch();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (ids: string[], on: boolean) =>
    setChosen((old) => {
      const next = new Set(old);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });
  const list = useInfiniteQuery(
    assetsQuery({
      q: search.q,
      type_id: search.type,
      status: search.status,
      location_id: search.location,
      unowned: search.unowned,
      warranty_soon: search.warranty,
      sort: search.sort,
    }),
  );
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const assets = list.data.pages.flatMap((page) => page.items);
  const total = list.data.pages[0]?.total ?? 0;
  if (assets.length === 0)
    return (
      <EmptyState
        icon={IconDevices}
        title={<Trans>No assets here</Trans>}
        text={<Trans>Nothing in the register fits what you look for.</Trans>}
      />
    );
  return (
    <Stack gap="sm">
      <Group justify="space-between" mih={30}>
        <Text size="sm" c="dimmed" aria-live="polite">
          <Trans>
            {assets.length} of {total} assets
          </Trans>
        </Text>
        {chosen.size > 0 && <Chosen ids={[...chosen]} onClear={() => setChosen(new Set())} />}
      </Group>
      <AssetTable assets={assets} chosen={chosen} onChoose={choose} />
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

/** What may be done with the chosen assets: their labels. */
function Chosen({ ids, onClear }: { ids: string[]; onClear: () => void }) {
  return (
    <Group gap="xs">
      <ButtonLink
        to="/assets/labels"
        search={{ ids: ids.slice(0, MOST_LABELS).join(',') }}
        size="xs"
        leftSection={<IconQrcode size={15} aria-hidden />}
      >
        <Plural value={Math.min(ids.length, MOST_LABELS)} one="Label of # asset" other="Labels of # assets" />
      </ButtonLink>
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        <Trans>Choose none</Trans>
      </Button>
    </Group>
  );
}
