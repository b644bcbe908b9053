import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { IconTopologyStar3, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type Asset,
  type AssetCard,
  assetKeys,
  type Relation,
  type RelationKind,
  relateAssets,
  relationsQuery,
  unrelateAssets,
} from '@/api/assets';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetSelect } from '@/ui/assets/AssetSelect';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { RELATION_LABELS } from '../labels';

/** How an asset hangs together with others, and the way to say more. */
export function Relations({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const list = useQuery(relationsQuery(asset.id));
  const refresh = () => client.invalidateQueries({ queryKey: assetKeys.all });
  const remove = useMutation({
    mutationFn: (id: string) => unrelateAssets(asset.id, id),
    onError: (error) => toastFailed(error, t`The relation stays`),
    onSettled: refresh,
  });
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Stack gap="md">
      {list.data.length === 0 ? (
        <EmptyState
          icon={IconTopologyStar3}
          title={<Trans>It stands alone</Trans>}
          text={
            <Trans>Say what it runs on, needs or belongs to, and the desk knows what breaks with it.</Trans>
          }
        />
      ) : (
        <Paper withBorder p="md" component="ul" m={0} style={{ listStyle: 'none' }}>
          {list.data.map((relation) => (
            <Line
              key={relation.id}
              relation={relation}
              {...(asset.can_edit ? { onRemove: () => remove.mutate(relation.id) } : {})}
            />
          ))}
        </Paper>
      )}
      {asset.can_edit && <AddRelation asset={asset} onDone={refresh} />}
    </Stack>
  );
}

function Line({ relation, onRemove }: { relation: Relation; onRemove?: () => void }) {
  const { t } = useLingui();
  const { kind, is_reversed, other } = relation;
  const words = t(RELATION_LABELS[kind][is_reversed ? 'turned' : 'plain']);
  return (
    <Group component="li" gap="sm" py={6} wrap="nowrap">
      <AssetIcon type={other.type_key} />
      <Text size="sm" flex={1} style={{ minWidth: 0 }}>
        {words}{' '}
        <TextLink to="/assets/$id" params={{ id: other.tag }} fw={600}>
          {other.name}
        </TextLink>{' '}
        <Text span c="dimmed" size="xs">
          {other.tag}
        </Text>
      </Text>
      {other.status !== 'active' && <AssetStatusChip status={other.status} />}
      {onRemove && (
        <ActionIcon size="sm" aria-label={t`Remove: ${words} ${other.name}`} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

function AddRelation({ asset, onDone }: { asset: Asset; onDone: () => Promise<void> }) {
  const { t } = useLingui();
  const [kind, setKind] = useState('depends_on:plain');
  const [other, setOther] = useState<AssetCard | null>(null);
  const add = useMutation({
    mutationFn: (id: string) => {
      const [name, way] = kind.split(':') as [RelationKind, string];
      return relateAssets(asset.id, { kind: name, asset_id: id, is_reversed: way === 'turned' }, newKey());
    },
    onSuccess: () => {
      setOther(null);
      return onDone();
    },
    onError: (error) => toastFailed(error, t`The relation was not added`),
  });
  const options = Object.entries(RELATION_LABELS).flatMap(([name, { plain, turned }]) => [
    { value: `${name}:plain`, label: t(plain) },
    { value: `${name}:turned`, label: t(turned) },
  ]);
  return (
    <Paper withBorder p="md" component="section" aria-label={t`Add a relation`}>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t`This asset`}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={options}
        />
        <div style={{ flex: '1 1 240px' }}>
          <AssetSelect
            key={other ? 'chosen' : 'open'}
            label={t`Other asset`}
            size="sm"
            chosen={other}
            onPick={setOther}
            without={[asset.id]}
          />
        </div>
        <Button disabled={!other} loading={add.isPending} onClick={() => other && add.mutate(other.id)}>
          <Trans>Add</Trans>
        </Button>
      </Group>
    </Paper>
  );
}
