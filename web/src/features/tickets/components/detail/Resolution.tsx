import { Trans } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Ticket } from '@/api/types';

const RatingLine = lazy(() => import('./RatingLine'));

/** The closure notes of a ticket that is solved. */
export function Resolution({ ticket }: { ticket: Ticket }) {
  if (!ticket.resolution_summary) return null;
  return (
    <Alert
      mt="md"
      color="teal"
      variant="light"
      icon={<IconCircleCheck size={20} />}
      title={ticket.resolution_category ?? <Trans>Resolved</Trans>}
    >
      <Text size="sm">{ticket.resolution_summary}</Text>
      {ticket.root_cause && (
        <Text size="sm" mt={6}>
          <Text span fw={600}>
            <Trans>Root cause:</Trans>
          </Text>{' '}
          {ticket.root_cause}
        </Text>
      )}
      {ticket.auto_closed && (
        <Text size="xs" c="dimmed" mt={6}>
          <Trans>Closed by itself, because nobody answered.</Trans>
        </Text>
      )}
      <Suspense>
        <RatingLine id={ticket.id} />
      </Suspense>
    </Alert>
  );
}
