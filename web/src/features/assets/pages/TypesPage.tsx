import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type AssetType, assetTypesQuery } from '@/api/assets';
import { useCan } from '@/api/auth';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { ErrorState } from '@/ui/ErrorState';
import { useOnceWanted } from '@/ui/first-use';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { BackLink } from '../components/BackLink';
import { CLASS_LABELS } from '../labels';

const TypeDrawer = lazy(() => import('../components/TypeDrawer'));

/** The types of assets with their fields; administrators change them. */
export function TypesPage() {
  const { t } = useLingui();
  const manages = useCan('settings.manage');
  const [open, setOpen] = useState<AssetType | 'new' | null>(null);
  const wanted = useOnceWanted(open !== null);
  const { data, isPending, isError, error, refetch } = useQuery(assetTypesQuery());
  return (
    <Page
      title={t`Types of assets`}
      lead={<Trans>What kinds of things there are, and what is written of each besides.</Trans>}
      above={
        <BackLink>
          <Trans>Assets</Trans>
        </BackLink>
      }
      actions={
        manages && (
          <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
            <Trans>Add a type</Trans>
          </Button>
        )
      }
    >
      {isPending && <CardsSkeleton />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        {data?.map((kind) => (
          <TypeRow key={kind.id} kind={kind} {...(manages ? { onEdit: () => setOpen(kind) } : {})} />
        ))}
      </Stack>
      <Suspense>
        {wanted && (
          <TypeDrawer
            key={typeof open === 'string' ? open : open?.id}
            kind={open === 'new' ? null : open}
            opened={open !== null}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Page>
  );
}

function TypeRow({ kind, onEdit }: { kind: AssetType; onEdit?: () => void }) {
  const { t } = useLingui();
  const { name, tag_prefix } = kind;
  return (
    <Paper withBorder p="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <AssetIcon type={kind.key} size={22} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            <Badge variant="light" color="gray" radius="sm" tt="none">
              {t(CLASS_LABELS[kind.asset_class])}
            </Badge>
            {!kind.is_active && (
              <Badge variant="light" color="yellow" radius="sm" tt="none">
                <Trans>Not in use</Trans>
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            <Trans>Tags begin with {tag_prefix}</Trans>
            {kind.fields.length > 0 && <> · {kind.fields.map(({ label }) => label).join(', ')}</>}
          </Text>
        </div>
        {onEdit && (
          <Button size="xs" variant="default" onClick={onEdit} aria-label={t`Edit ${name}`}>
            <Trans>Edit</Trans>
          </Button>
        )}
      </Group>
    </Paper>
  );
}
