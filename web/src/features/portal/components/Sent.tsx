import { Trans } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { Ticket } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { formatPromise } from '@/lib/time';

/** Right after submitting: the number, what happens next and when to expect an answer. */
export default function Sent({ ticket }: { ticket: Ticket }) {
  const due = ticket.sla.response?.due_at;
  const who = ticket.assignee?.name ?? ticket.team?.name;
  return (
    <Alert
      color="teal"
      icon={<IconCircleCheck size={22} />}
      role="status"
      title={<Trans>Thank you, we have it: {ticket.number}</Trans>}
    >
      <Text size="sm">
        {who && <Trans>{who} takes care of it. </Trans>}
        {due && <Trans>You get a first answer by {formatPromise(due, currentTime())}. </Trans>}
        <Trans>We also send you a mail whenever something happens.</Trans>
      </Text>
    </Alert>
  );
}
