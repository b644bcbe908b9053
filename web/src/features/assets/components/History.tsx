import { Trans } from '@lingui/react/macro';
import { Button, Code, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type HistoryEntry, historyQuery } from '@/api/assets';
import { formatMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';

/** What happened to an asset, with what was before and after. */
export function History({ assetId }: { assetId: string }) {
  const list = useInfiniteQuery(historyQuery(assetId));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const entries = list.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      <Paper withBorder p="lg">
        <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} />
            </li>
          ))}
        </Stack>
      </Paper>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

/** Changes that a sentence says already are not shown a second time. */
const SAID = new Set(['relations', 'seats_used', 'owner_id', 'location_id', 'type_id']);

function Entry({ entry }: { entry: HistoryEntry }) {
  const when = formatMoment(entry.at);
  const changes = Object.entries(entry.changes as Record<string, [unknown, unknown]>).filter(
    ([name]) => !SAID.has(name),
  );
  return (
    <>
      <Text size="sm">{entry.summary}</Text>
      {changes.map(([name, [before, after]]) => (
        <Text key={name} size="xs" c="dimmed">
          {name.replaceAll('_', ' ')}: <Code>{words(before)}</Code> → <Code>{words(after)}</Code>
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {entry.actor.name} · {when}
      </Text>
    </>
  );
}

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
