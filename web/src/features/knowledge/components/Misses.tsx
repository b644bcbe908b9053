import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Table, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCan } from '@/api/auth';
import { dismissMiss, kbKeys, missesQuery } from '@/api/knowledge';
import { currentTime } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';

/** What was looked for in vain, the most frequent first: the list of articles to write. */
export function Misses() {
  const { t } = useLingui();
  const client = useQueryClient();
  const edits = useCan('kb.publish');
  const { data, isPending, isError, error, refetch } = useQuery(missesQuery());
  const dismiss = useMutation({
    mutationFn: dismissMiss,
    onError: (fault) => toastFailed(fault, t`It stays on the list`),
    onSettled: () => client.invalidateQueries({ queryKey: kbKeys.all }),
  });
  if (isPending) return <CardsSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data.length === 0)
    return (
      <EmptyState
        icon={IconSearchOff}
        title={<Trans>Every search had an answer</Trans>}
        text={<Trans>Searches that no article answers appear here, counted, without names.</Trans>}
      />
    );
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={t`Searches without an answer`} verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Searched for</Trans>
            </Table.Th>
            <Table.Th ta="end">
              <Trans>Times</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Last</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Do</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((miss) => (
            <Table.Tr key={miss.id}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {miss.query}
                </Text>
              </Table.Td>
              <Table.Td ta="end" className="numeric">
                {miss.times}
              </Table.Td>
              <Table.Td>{formatRelative(miss.last_at, currentTime())}</Table.Td>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <ButtonLink to="/kb/new" search={{ title: miss.query }} size="xs" variant="light">
                    <Trans>Write it</Trans>
                  </ButtonLink>
                  {edits && (
                    <Button
                      size="xs"
                      variant="subtle"
                      color="gray"
                      aria-label={t`“${miss.query}” is dealt with`}
                      onClick={() => dismiss.mutate(miss.id)}
                    >
                      <Trans>Dealt with</Trans>
                    </Button>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
