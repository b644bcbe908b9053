import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Badge, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { type AssetImport, importQuery } from '@/api/asset-imports';
import { currentTime } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton, PageSkeleton } from '@/ui/Skeletons';
import { Counts } from './Counts';
import { ImportActions } from './ImportActions';
import { STATE_COLORS, STATE_LABELS } from './labels';
import { isMoving, percentOf } from './model';

const Terms = lazy(async () => ({ default: (await import('./Terms')).Terms }));
const Rows = lazy(async () => ({ default: (await import('./Rows')).Rows }));

const route = getRouteApi('/signed-in/desk/assets/imports/$id');

/** One file: what its columns mean, what its rows would do or did, bringing it in and taking it back. */
export function ImportPage() {
  const { id } = route.useParams();
  const { data, isPending, isError, error, refetch } = useQuery(importQuery(id));
  if (isPending) return <PageSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Shown one={data} />;
}

function Shown({ one }: { one: AssetImport }) {
  const [isNaming, setNaming] = useState(false);
  const naming = one.state === 'uploaded' || (isNaming && one.state === 'checked');
  return (
    <Page
      title={one.file_name}
      lead={<Lead one={one} />}
      above={
        <TextLink to="/assets/imports" size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Imports of assets</Trans>
          </Group>
        </TextLink>
      }
      actions={<ImportActions one={one} naming={naming} onName={() => setNaming(true)} />}
    >
      <Stack gap="md">
        {one.fault && (
          <Alert color="red" variant="light">
            {one.fault}
          </Alert>
        )}
        {isMoving(one.state) && <Moving one={one} />}
        <Suspense fallback={<CardsSkeleton />}>
          {naming ? (
            <Terms key={one.version} one={one} onDone={() => setNaming(false)} />
          ) : (
            <>
              <Summary one={one} />
              <Rows key={`${one.state}${isMoving(one.state) ? '' : one.version}`} one={one} />
            </>
          )}
        </Suspense>
      </Stack>
    </Page>
  );
}

function Lead({ one }: { one: AssetImport }) {
  const { t } = useLingui();
  const rows = one.row_count;
  return (
    <Group component="span" gap="xs" display="inline-flex">
      <Badge variant="light" color={STATE_COLORS[one.state]} tt="none" radius="sm">
        {t(STATE_LABELS[one.state])}
      </Badge>
      <span>
        <Plural value={rows} one="# row" other="# rows" />
      </span>
      <span>
        {one.asked_by}, {formatRelative(one.created_at, currentTime())}
      </span>
    </Group>
  );
}

function Moving({ one }: { one: AssetImport }) {
  const { t } = useLingui();
  const { rows_moved: moved, row_count: rows } = one;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb={8}>
        <Text fw={600}>{t(STATE_LABELS[one.state])}</Text>
        <Text size="sm" c="dimmed" className="numeric" aria-live="polite">
          <Trans>
            {moved} of {rows} rows
          </Trans>
        </Text>
      </Group>
      <Progress value={percentOf(one)} animated aria-label={t(STATE_LABELS[one.state])} />
    </Paper>
  );
}

function Summary({ one }: { one: AssetImport }) {
  if (one.state === 'checking') return null;
  return (
    <Paper withBorder p="md">
      <Stack gap={6}>
        <Text fw={600}>
          {one.state === 'checked' && <Trans>This is what would happen; nothing is changed yet.</Trans>}
          {one.state === 'running' && <Trans>The rows are coming in.</Trans>}
          {one.state === 'done' && <Trans>The file is in the register. It can be taken back.</Trans>}
          {one.state === 'stopped' && <Trans>The import stopped on the way. It can be taken back.</Trans>}
          {one.state === 'undoing' && <Trans>The assets are being made as they were.</Trans>}
          {one.state === 'undone' &&
            (one.counts.kept > 0 ? (
              <Trans>Taken back, but for assets that changed since: those stay as they are.</Trans>
            ) : (
              <Trans>Taken back: the assets are as they were before.</Trans>
            ))}
        </Text>
        <Counts counts={one.counts} />
      </Stack>
    </Paper>
  );
}
