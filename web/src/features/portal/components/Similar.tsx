import { Trans } from '@lingui/react/macro';
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { DuplicateCandidate } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { TextLink } from '@/ui/links';

interface Props {
  candidates: DuplicateCandidate[];
  /** Given when the server refused: the way to send it nevertheless. */
  onAnyway?: () => void;
  sending?: boolean;
}

/** "You may have reported this already": an offer, never a wall. */
export function Similar({ candidates, onAnyway, sending = false }: Props) {
  if (candidates.length === 0 && !onAnyway) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconCopy size={18} />}
      role={onAnyway ? 'alert' : 'status'}
      title={<Trans>You may have reported this already</Trans>}
    >
      <Stack gap="sm">
        <List size="sm" spacing={4} listStyleType="none">
          {candidates.map((ticket) => (
            <List.Item key={ticket.id}>
              <TextLink to="/tickets/$number" params={{ number: ticket.number }} fw={600} size="sm">
                {ticket.title}
              </TextLink>
              <Text span size="xs" display="block">
                {ticket.number} · {formatRelative(ticket.created_at, currentTime())}
              </Text>
            </List.Item>
          ))}
        </List>
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
