import { Trans } from '@lingui/react/macro';
import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Change, changeHistoryQuery } from '@/api/changes';
import { formatMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { Panel } from './Panel';

/** What happened to it, the latest first. */
export function History({ change }: { change: Change }) {
  const list = useInfiniteQuery(changeHistoryQuery(change.number));
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={<Trans>History</Trans>}>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      <Stack gap={8}>
        {entries.map((entry) => (
          <Text key={entry.id} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {entry.summary}{' '}
            <Text span size="xs" c="dimmed">
              {entry.actor} · {formatMoment(entry.at)}
            </Text>
          </Text>
        ))}
        {list.hasNextPage && (
          <Button size="xs" variant="subtle" onClick={() => void list.fetchNextPage()}>
            <Trans>Earlier</Trans>
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
