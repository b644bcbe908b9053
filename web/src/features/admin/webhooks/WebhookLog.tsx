import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  pingWebhook,
  replayDelivery,
  type Webhook,
  type WebhookDelivery,
  webhookKeys,
  webhookLogQuery,
} from '@/api/admin-webhooks';
import { formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';

/** What was sent to a webhook and what it answered. */
export function WebhookLog({ hook }: { hook: Webhook }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const query = useInfiniteQuery(webhookLogQuery(hook.id));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const ping = useMutation({
    mutationFn: () => pingWebhook(hook.id),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookKeys.log(hook.id) }),
    onError: (error) => toastFailed(error, t`The test was not sent`),
  });
  return (
    <Stack>
      <Group>
        <Button
          variant="light"
          leftSection={<IconSend size={16} />}
          loading={ping.isPending}
          disabled={!hook.is_active}
          onClick={() => ping.mutate()}
        >
          <Trans>Send a test</Trans>
        </Button>
      </Group>
      {query.isPending && <Skeleton h={160} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <Text c="dimmed" size="sm">
          <Trans>Nothing was sent yet.</Trans>
        </Text>
      )}
      {rows.map((row) => (
        <LogRow key={row.id} hook={hook} row={row} />
      ))}
      {query.hasNextPage && (
        <Button variant="subtle" onClick={() => void query.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

function LogRow({ hook, row }: { hook: Webhook; row: WebhookDelivery }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const at = formatMoment(row.created_at);
  const replay = useMutation({
    mutationFn: () => replayDelivery(hook.id, row.id),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookKeys.log(hook.id) }),
    onError: (error) => toastFailed(error, t`It was not sent again`),
  });
  return (
    <details>
      <Group component="summary" gap="sm" style={{ cursor: 'pointer' }}>
        <StateBadge state={row.state} />
        <Text size="sm" ff="monospace">
          {row.event}
        </Text>
        <Text size="sm" c="dimmed" className="numeric">
          {at}
        </Text>
        <Text size="sm" c="dimmed">
          {row.status !== null && `HTTP ${row.status} · `}
          <Plural value={row.attempts} one="# attempt" other="# attempts" />
        </Text>
      </Group>
      <Stack gap="xs" py="sm">
        {row.last_error && (
          <Text size="sm" c="red">
            {row.last_error}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          <Trans>Sent</Trans>
        </Text>
        <Code block>{row.body}</Code>
        {row.answer && (
          <>
            <Text size="xs" c="dimmed">
              <Trans>Answer</Trans>
            </Text>
            <Code block>{row.answer}</Code>
          </>
        )}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            disabled={row.state === 'queued'}
            loading={replay.isPending}
            onClick={() => replay.mutate()}
          >
            <Trans>Send again</Trans>
          </Button>
        </Group>
      </Stack>
    </details>
  );
}

function StateBadge({ state }: { state: WebhookDelivery['state'] }) {
  if (state === 'delivered')
    return (
      <Badge variant="light" color="teal" tt="none">
        <Trans>Delivered</Trans>
      </Badge>
    );
  return state === 'failed' ? (
    <Badge variant="light" color="red" tt="none">
      <Trans>Failed</Trans>
    </Badge>
  ) : (
    <Badge variant="light" color="blue" tt="none">
      <Trans>Waiting</Trans>
    </Badge>
  );
}
