import { Trans } from '@lingui/react/macro';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useMe } from '@/api/auth';
import type { Me, Ticket } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { can } from '@/lib/permissions';
import { formatPromise } from '@/lib/time';
import { ButtonLink } from '@/ui/links';

interface Props {
  ticket: Ticket;
  onAnother: () => void;
}

/** After raising a ticket for somebody: the number to tell them, who has it, and what to do next. */
export default function Raised({ ticket, onAnother }: Props) {
  const me = useMe();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const due = ticket.sla.response?.due_at;
  const who = ticket.assignee?.name ?? ticket.team?.name;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      color="teal"
      icon={<IconCircleCheck size={22} />}
      role="status"
      title={
        <Trans>
          {ticket.number} is raised for {ticket.requester.name}
        </Trans>
      }
    >
      <Text size="sm" mb="sm">
        {who && <Trans>{who} takes care of it. </Trans>}
        {due && <Trans>First answer by {formatPromise(due, currentTime())}. </Trans>}
        <Trans>They get a mail with the number.</Trans>
      </Text>
      <Group gap="xs">
        {reaches(me, ticket) && (
          <ButtonLink to="/queue/$id" params={{ id: ticket.number }} size="sm">
            <Trans>Open the ticket</Trans>
          </ButtonLink>
        )}
        <Button size="sm" variant="default" onClick={onAnother}>
          <Trans>Raise another</Trans>
        </Button>
      </Group>
    </Alert>
  );
}

/** Whether the ticket, wherever it was routed, is one this person sees. */
const reaches = (me: Me, ticket: Ticket): boolean =>
  can(me, 'tickets.read_all') ||
  ticket.assignee?.id === me.id ||
  me.teams.some(({ id }) => id === ticket.team?.id);
