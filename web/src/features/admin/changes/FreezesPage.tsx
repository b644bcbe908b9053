import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Text } from '@mantine/core';
import { IconPlus, IconSnowflake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { type Freeze, freezesQuery } from '@/api/change-settings';
import type { FreezeEffect } from '@/api/changes';
import { referenceQuery } from '@/api/reference';
import { ChangeWindow } from '@/ui/ChangeWindow';
import { EFFECT_LABELS, TYPE_LABELS } from '@/ui/change-labels';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { wholeList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

const FreezeForm = lazy(async () => ({ default: (await import('./FreezeForm')).FreezeForm }));
const COLORS: Record<FreezeEffect, string> = { warn: 'yellow', approve: 'blue', block: 'red' };

/** Times in which changes are unwelcome: month end, stock-taking, holidays. */
export function FreezesPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const query = useQuery(freezesQuery());
  return (
    <AdminPage
      title={t`Freezes`}
      lead={<Trans>Times in which changes are unwelcome. Changes that lie in one are found at once.</Trans>}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New freeze</Trans>
        </Button>
      }
    >
      <ListPanel<Freeze>
        label={t`Freezes`}
        source={wholeList(query, search.q, (freeze) => [freeze.name, freeze.reason])}
        columns={useColumns()}
        rowId={(freeze) => freeze.id}
        rowName={(freeze) => freeze.name}
        onOpen={(freeze) => open(freeze.id)}
        card={(freeze) => (
          <ListCard title={freeze.name} edit={freeze.id} badges={<EffectBadge effect={freeze.effect} />}>
            <ChangeWindow from={freeze.starts_at} to={freeze.ends_at} zone={freeze.timezone} />
          </ListCard>
        )}
        searchLabel={t`Search freezes`}
        empty={{
          icon: IconSnowflake,
          title: <Trans>No freeze ahead</Trans>,
          text: <Trans>Changes may be planned for any time.</Trans>,
        }}
      />
      <EditDrawer
        titles={{ create: t`New freeze`, edit: t`Freeze` }}
        rows={query.data}
        rowId={(freeze) => freeze.id}
        error={query.error}
        onRetry={() => void query.refetch()}
      >
        {(freeze) => <FreezeForm freeze={freeze} />}
      </EditDrawer>
    </AdminPage>
  );
}

function EffectBadge({ effect }: { effect: FreezeEffect }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={COLORS[effect]} tt="none">
      {t(EFFECT_LABELS[effect])}
    </Badge>
  );
}

function useColumns(): DataColumn<Freeze>[] {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  return useMemo(() => {
    const names = new Map(
      [...(data?.locations ?? []), ...(data?.teams ?? [])].map((one) => [one.id, one.name]),
    );
    const about = ({ location_ids, team_ids, types }: Freeze) =>
      [
        ...[...location_ids, ...team_ids].map((id) => names.get(id) ?? t`Something gone`),
        ...types.map((type) => t(TYPE_LABELS[type])),
      ].join(', ') || t`All changes`;
    return [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(160px, 1.2fr)',
        cell: (freeze) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600} truncate>
              {freeze.name}
            </Text>
          </Group>
        ),
      },
      {
        id: 'window',
        header: t`Window`,
        width: 'minmax(240px, 1.4fr)',
        cell: (freeze) => (
          <ChangeWindow from={freeze.starts_at} to={freeze.ends_at} zone={freeze.timezone} short />
        ),
      },
      {
        id: 'effect',
        header: t`What it does`,
        width: '170px',
        cell: (freeze) => <EffectBadge effect={freeze.effect} />,
      },
      { id: 'about', header: t`For`, width: 'minmax(140px, 1fr)', cell: about },
    ];
  }, [data, t]);
}
