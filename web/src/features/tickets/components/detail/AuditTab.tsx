import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery } from '@/api/desk';
import type { AuditEntry } from '@/api/desk-types';
import { formatMoment, fullMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { sentence, shownChanges } from '../../audit-model';

/** Everything that was ever done to the ticket: who, when, from where, before and after. */
export function AuditTab({ name }: { name: string }) {
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(auditQuery(name));
  if (isPending) return <CardsSkeleton count={4} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const entries = data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const changes = shownChanges(entry.changes);
  return (
    <Paper withBorder p="sm" component="article" radius="md">
      <Text size="sm">
        <b>{entry.actor.name}</b> · {sentence(entry)}
      </Text>
      {changes.length > 0 && (
        <Stack gap={2} mt={4} component="ul" pl="md" my={4}>
          {changes.map(({ field, before, after }) => (
            <Text key={field} size="sm" component="li">
              {field}: <s>{before}</s> → <b>{after}</b>
            </Text>
          ))}
        </Stack>
      )}
      <Text size="xs" c="dimmed" title={fullMoment(entry.at)}>
        <time dateTime={entry.at}>{formatMoment(entry.at)}</time> · {entry.action}
        {entry.ip && ` · ${t`from ${entry.ip}`}`}
      </Text>
    </Paper>
  );
}
