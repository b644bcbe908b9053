import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Card, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { bulkChangeQuery, undoBulkChange } from '@/api/bulk';
import type { BulkChangeDetail } from '@/api/desk-types';
import { isApiError } from '@/api/errors';
import { NotFoundPage } from '@/app/errors/NotFoundPage';
import { formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { BULK_ACTION_LABELS } from '../bulk-labels';
import { BulkCounts } from '../components/BulkCounts';

const route = getRouteApi('/signed-in/desk/queue/bulk/$id');
/** While a job is at it, without waiting for news. */
const ASK_EVERY_MS = 1_500;

/** One change of many tickets: how far it is, what it did not reach and why; taken back from here. */
export function BulkChangePage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { data, isPending, error, refetch } = useQuery({
    ...bulkChangeQuery(id),
    refetchInterval: ({ state }) =>
      state.data && ['running', 'undoing'].includes(state.data.state) ? ASK_EVERY_MS : false,
  });
  if (isApiError(error, 404)) return <NotFoundPage />;
  const title = data ? t(BULK_ACTION_LABELS[data.action]) : t`Change of many tickets`;
  return (
    <Page
      title={title}
      above={
        <TextLink to="/queue/bulk" size="sm">
          <Trans>Changes of many tickets</Trans>
        </TextLink>
      }
      lead={
        data && (
          <Trans>
            {data.total} tickets, {formatMoment(data.created_at)}
          </Trans>
        )
      }
      actions={data?.may_undo && <Undo change={data} />}
    >
      {isPending && <CardsSkeleton count={2} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Stack>
          <Card withBorder aria-live="polite">
            <BulkCounts change={data} />
          </Card>
          {data.misses.length > 0 && <Misses change={data} />}
        </Stack>
      )}
    </Page>
  );
}

function Undo({ change }: { change: BulkChangeDetail }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoBulkChange(change.id),
    onSuccess: (read) => client.setQueryData(bulkChangeQuery(change.id).queryKey, read),
    onError: (error) => toastFailed(error, t`The change was not undone`),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={17} />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      <Trans>Undo</Trans>
    </Button>
  );
}

function Misses({ change }: { change: BulkChangeDetail }) {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {change.state === 'undone' ? (
          <Trans>Could not be taken back</Trans>
        ) : (
          <Trans>Could not be changed</Trans>
        )}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Tbody>
            {change.misses.map((miss) => (
              <Table.Tr key={miss.id}>
                <Table.Td>
                  <TextLink to="/queue/$id" params={{ id: miss.number }} className="numeric">
                    {miss.number}
                  </TextLink>
                  <Text size="sm">{miss.title}</Text>
                </Table.Td>
                <Table.Td c="dimmed">{miss.detail ?? miss.code}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
