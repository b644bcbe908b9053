import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Paper, Text } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { assetTicketsQuery } from '@/api/assets';
import { formatMoment } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { PriorityChip } from '@/ui/PriorityChip';
import { CardsSkeleton } from '@/ui/Skeletons';
import { StatusChip } from '@/ui/StatusChip';

/** The tickets about an asset that the reader may see. */
export function Tickets({ assetId }: { assetId: string }) {
  const { t } = useLingui();
  const list = useQuery(assetTicketsQuery(assetId));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return <EmptyState icon={IconTicket} title={<Trans>No tickets about it</Trans>} />;
  return (
    <Paper withBorder p="md" component="ul" m={0} style={{ listStyle: 'none' }} aria-label={t`Tickets`}>
      {list.data.map((ticket) => (
        <Group key={ticket.id} component="li" gap="sm" py={6}>
          <PriorityChip priority={ticket.priority} />
          <TextLink to="/tickets/$number" params={{ number: ticket.number }} size="sm" flex="1 1 240px">
            {ticket.title}{' '}
            <Text span c="dimmed" size="xs">
              {ticket.number}
            </Text>
          </TextLink>
          <Text size="xs" c="dimmed">
            {formatMoment(ticket.created_at)}
          </Text>
          <StatusChip status={ticket.status} />
        </Group>
      ))}
    </Paper>
  );
}
