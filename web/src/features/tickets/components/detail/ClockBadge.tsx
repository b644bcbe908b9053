import { Trans } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { SlaRing } from '@/ui/SlaRing';

interface Props {
  metric: 'response' | 'resolution';
  ticket: Ticket;
}

/** One of the two targets of a ticket with its name. */
export function ClockBadge({ metric, ticket }: Props) {
  const clock = ticket.sla[metric];
  if (!clock) return null;
  // A ring shows the nearest clock it is given: given one, it shows that one.
  const alone = { ...ticket.sla, response: null, resolution: null, [metric]: clock };
  return (
    <Group gap={5} wrap="nowrap">
      <Text size="xs" c="dimmed">
        {metric === 'response' ? <Trans>Response</Trans> : <Trans>Resolution</Trans>}
      </Text>
      <SlaRing sla={alone} createdAt={ticket.created_at} />
    </Group>
  );
}
