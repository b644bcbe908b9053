import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Asset, assetQuery } from '@/api/assets';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton, PageSkeleton } from '@/ui/Skeletons';
import { Actions } from '../components/Actions';
import { BackLink } from '../components/BackLink';
import { Overview } from '../components/Overview';
import type { Tab } from '../tabs';

const Relations = lazy(async () => ({ default: (await import('../components/Relations')).Relations }));
const ImpactView = lazy(async () => ({ default: (await import('../components/ImpactView')).ImpactView }));
const Tickets = lazy(async () => ({ default: (await import('../components/Tickets')).Tickets }));
const Seats = lazy(async () => ({ default: (await import('../components/Seats')).Seats }));
const Handovers = lazy(async () => ({ default: (await import('../components/Handovers')).Handovers }));
const HealthCard = lazy(async () => ({ default: (await import('../health/HealthCard')).HealthCard }));
const OwnLabel = lazy(async () => ({ default: (await import('../labels/OwnLabel')).OwnLabel }));
const History = lazy(async () => ({ default: (await import('../components/History')).History }));

const route = getRouteApi('/signed-in/desk/assets/$id');

/** One asset: what is written of it, what it hangs together with, what happened to it. */
export function AssetPage() {
  const { id } = route.useParams();
  const { data: asset, isPending, isError, error, refetch } = useQuery(assetQuery(id));
  if (isPending) return <PageSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Shown asset={asset} />;
}

function Shown({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const names: [Tab, string][] = [
    ['overview', t`Overview`],
    ['relations', t`Relations`],
    ['impact', t`Impact`],
    ['tickets', t`Tickets`],
    ...(asset.seats === null ? [] : [['seats', t`Seats`] as [Tab, string]]),
    ['hand-overs', t`Hand-overs`],
    ['history', t`History`],
  ];
  return (
    <Page
      title={asset.name}
      lead={<Lead asset={asset} />}
      above={
        <BackLink>
          <Trans>Assets</Trans>
        </BackLink>
      }
      actions={<Actions asset={asset} />}
      width={tab === 'impact' ? 'wide' : 'normal'}
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => void navigate({ search: { tab: next as Tab }, replace: true })}
      >
        <Tabs.List mb="md">
          {names.map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense fallback={<CardsSkeleton />}>
          <Tabs.Panel value="overview">
            <Stack gap="md">
              <HealthCard assetId={asset.id} />
              <Overview asset={asset} />
              <OwnLabel assetId={asset.id} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="relations">
            <Relations asset={asset} />
          </Tabs.Panel>
          <Tabs.Panel value="impact">
            <ImpactView asset={asset} />
          </Tabs.Panel>
          <Tabs.Panel value="tickets">
            <Tickets assetId={asset.id} />
          </Tabs.Panel>
          <Tabs.Panel value="seats">
            <Seats asset={asset} />
          </Tabs.Panel>
          <Tabs.Panel value="hand-overs">
            <Handovers assetId={asset.id} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <History assetId={asset.id} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </Page>
  );
}

function Lead({ asset }: { asset: Asset }) {
  const place = [asset.location?.name, asset.place].filter(Boolean).join(', ');
  return (
    <Group component="span" gap="xs" display="inline-flex">
      <AssetIcon type={asset.type.key} />
      <Text span fw={600} className="numeric">
        {asset.tag}
      </Text>
      <AssetStatusChip status={asset.status} />
      {asset.owner && <span>{asset.owner.name}</span>}
      {place && <span>{place}</span>}
    </Group>
  );
}
