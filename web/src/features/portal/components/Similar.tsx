import { Trans } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { DuplicateCandidate } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { TextLink } from '@/ui/links';
import { AddToTicket, type Written } from './AddToTicket';
import classes from './Similar.module.css';

interface Props {
  candidates: DuplicateCandidate[];
  /** Whose tickets they are, when a ticket is raised for somebody. */
  whose?: string | undefined;
  /** Given when the server refused: the way to send it nevertheless. */
  onAnyway?: () => void;
  sending?: boolean;
  /** What can go to one of one's own tickets instead. */
  written?: Written | undefined;
}

/** "You may have reported this already": an offer, never a wall. */
export default function Similar({ candidates, whose, onAnyway, sending = false, written }: Props) {
  if (candidates.length === 0 && !onAnyway) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconCopy size={18} />}
      role={onAnyway ? 'alert' : 'status'}
      title={
        whose ? (
          <Trans>{whose} may have reported this already</Trans>
        ) : (
          <Trans>You may have reported this already</Trans>
        )
      }
    >
      <Stack gap="sm">
        <Stack component="ul" gap={6} m={0} p={0} className={classes.list}>
          {candidates.map((ticket) => (
            <li key={ticket.id}>
              {whose ? (
                <TextLink to="/queue/$id" params={{ id: ticket.number }} fw={600} size="sm">
                  {ticket.title}
                </TextLink>
              ) : (
                <TextLink to="/tickets/$number" params={{ number: ticket.number }} fw={600} size="sm">
                  {ticket.title}
                </TextLink>
              )}
              <Text span size="xs" display="block">
                {ticket.number} · {formatRelative(ticket.created_at, currentTime())}
              </Text>
              {!whose && written && <AddToTicket ticket={ticket} written={written} />}
            </li>
          ))}
        </Stack>
        {onAnyway && (
          <Group gap="xs">
            <Button size="sm" color="yellow" onClick={onAnyway} loading={sending}>
              <Trans>Submit anyway</Trans>
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
