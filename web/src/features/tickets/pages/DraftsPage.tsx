import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type OwnDraft, ownDraftsQuery } from '@/api/composing';
import { formatMoment } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';

/** Everything one began to write and did not send. */
export function DraftsPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(ownDraftsQuery());
  return (
    <Page title={t`My drafts`} lead={<Trans>Begun and not sent; kept on the server for you alone.</Trans>}>
      {isPending && <CardsSkeleton count={3} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState
          icon={IconPencil}
          title={<Trans>Nothing is half written</Trans>}
          text={<Trans>What you begin to write on a ticket waits here until it is sent.</Trans>}
        />
      )}
      <Stack gap="sm">
        {data?.map((draft) => (
          <DraftCard key={`${draft.ticket_id} ${draft.channel}`} draft={draft} />
        ))}
      </Stack>
    </Page>
  );
}

function DraftCard({ draft }: { draft: OwnDraft }) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb={6}>
        {draft.ticket ? (
          <TextLink to="/queue/$id" params={{ id: draft.ticket.name }} fw={600}>
            {draft.ticket.name} · {draft.title}
          </TextLink>
        ) : (
          <Text fw={600}>
            <Trans>A ticket that you no longer see</Trans>
          </Text>
        )}
        <Group gap="xs">
          <Badge variant="light" color={draft.channel === 'note' ? 'yellow' : 'indigo'} tt="none" radius="sm">
            {draft.channel === 'note' ? <Trans>Internal note</Trans> : <Trans>Reply</Trans>}
          </Badge>
          <Text size="sm" c="dimmed">
            {formatMoment(draft.updated_at)}
          </Text>
        </Group>
      </Group>
      <Text size="sm" lineClamp={4} style={{ whiteSpace: 'pre-wrap' }}>
        {draft.body}
      </Text>
    </Card>
  );
}
