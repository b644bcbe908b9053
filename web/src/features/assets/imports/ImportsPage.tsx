import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, FileButton, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconFileImport, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { type AssetImportCard, importKeys, importsQuery, sendTable } from '@/api/asset-imports';
import { currentTime } from '@/lib/clock';
import { newKey } from '@/lib/ids';
import { formatRelative } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { BlockLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { BackLink } from '../components/BackLink';
import { Counts } from './Counts';
import classes from './Imports.module.css';
import { STATE_COLORS, STATE_LABELS } from './labels';
import { isMoving, percentOf } from './model';

const KINDS = '.csv,.xlsx';

/** Every file that came in, and the way to send another. */
export function ImportsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Imports of assets`}
      lead={<Trans>Bring assets in from a file. Every import can be taken back.</Trans>}
      above={
        <BackLink>
          <Trans>Assets</Trans>
        </BackLink>
      }
    >
      <Send />
      <History />
    </Page>
  );
}

function Send() {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOver, setOver] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => sendTable(file, newKey()),
    onSuccess: async (one) => {
      client.setQueryData(importKeys.one(one.id), one);
      await navigate({ to: '/assets/imports/$id', params: { id: one.id } });
    },
    onError: (fault) => toastFailed(fault, t`The file was not taken`),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all }),
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !send.isPending) send.mutate(file);
  };
  return (
    <section
      className={classes.drop}
      data-over={isOver || undefined}
      aria-label={t`Send a file`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={32} stroke={1.5} aria-hidden className={classes.glyph} />
      <div>
        <Text fw={600}>
          <Trans>A CSV or Excel file with one asset a row</Trans>
        </Text>
        <Text size="sm" c="dimmed">
          <Trans>
            Nothing changes before you have seen what each row does. At most 20,000 rows and 10 MB.
          </Trans>
        </Text>
      </div>
      <FileButton accept={KINDS} onChange={(file) => file && send.mutate(file)}>
        {(button) => (
          <Button {...button} loading={send.isPending} leftSection={<IconUpload size={16} aria-hidden />}>
            <Trans>Choose a file</Trans>
          </Button>
        )}
      </FileButton>
    </section>
  );
}

function History() {
  const { t } = useLingui();
  const list = useInfiniteQuery(importsQuery());
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const imports = list.data.pages.flatMap((page) => page.items);
  if (imports.length === 0)
    return (
      <EmptyState
        icon={IconFileImport}
        title={<Trans>Nothing was imported yet</Trans>}
        text={<Trans>Files that come in stay listed here, with what became of their rows.</Trans>}
      />
    );
  return (
    <Stack gap="sm">
      <Paper withBorder component="ul" p={0} m={0} aria-label={t`Imports`} className={classes.list ?? ''}>
        {imports.map((one) => (
          <Item key={one.id} one={one} />
        ))}
      </Paper>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

function Item({ one }: { one: AssetImportCard }) {
  const { t } = useLingui();
  const label = t(STATE_LABELS[one.state]);
  return (
    <li>
      <BlockLink to="/assets/imports/$id" params={{ id: one.id }} className={classes.item ?? ''}>
        <Group justify="space-between" gap="xs" wrap="wrap">
          <Text fw={600} className={classes.file ?? ''}>
            {one.file_name}
          </Text>
          <Badge variant="light" color={STATE_COLORS[one.state]} tt="none" radius="sm">
            {label}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {one.asked_by} · {formatRelative(one.created_at, currentTime())}
        </Text>
        {isMoving(one.state) && <Progress value={percentOf(one)} animated aria-label={label} size="sm" />}
        <Counts counts={one.counts} />
      </BlockLink>
    </li>
  );
}
