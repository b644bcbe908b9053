import { Trans, useLingui } from '@lingui/react/macro';
import { Card, Group, Stack, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { bulkChangesQuery } from '@/api/bulk';
import { formatMoment } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { BULK_ACTION_LABELS } from '../bulk-labels';
import { BulkCounts } from '../components/BulkCounts';

/** One's own changes of many tickets, each to be looked at and taken back. */
export function BulkChangesPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(bulkChangesQuery());
  return (
    <Page
      title={t`Changes of many tickets`}
      lead={<Trans>What you changed at once, and how far it is.</Trans>}
    >
      {isPending && <CardsSkeleton count={3} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState
          icon={IconStack2}
          title={<Trans>Nothing yet</Trans>}
          text={<Trans>Select several tickets in the queue and change them together.</Trans>}
        />
      )}
      <Stack gap="sm">
        {data?.items.map((change) => (
          <Card key={change.id} withBorder>
            <Group justify="space-between" mb="xs">
              <TextLink to="/queue/bulk/$id" params={{ id: change.id }} fw={600}>
                {t(BULK_ACTION_LABELS[change.action])}: <Trans>{change.total} tickets</Trans>
              </TextLink>
              <Text size="sm" c="dimmed">
                {formatMoment(change.created_at)}
              </Text>
            </Group>
            <BulkCounts change={change} />
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
