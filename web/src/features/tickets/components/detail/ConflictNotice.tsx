import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { timelineQuery } from '@/api/desk';
import type { Ticket } from '@/api/types';
import { FIELD_LABELS } from '../../labels';
import { useEdit } from '../actions/use-edit';
import { clearConflict, differences, useConflict } from '../conflict';

/** Somebody was faster: what they changed, and the choice to make one's own change on top of it. */
export function ConflictNotice({ ticket, name }: { ticket: Ticket; name: string }) {
  const { t } = useLingui();
  const conflict = useConflict((state) => state.conflict);
  const { data: timeline } = useQuery(timelineQuery(name));
  const edit = useEdit();
  if (conflict?.before.id !== ticket.id) return null;
  const { before, mine } = conflict;
  const found = differences(before, ticket);
  const who = timeline?.items[0]?.actor_name ?? t`Somebody`;
  const again = () => {
    clearConflict();
    edit.mutate({ ticket, body: mine });
  };
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconGitMerge size={20} />}
      title={t`Your change was not saved: ${who} changed this ticket meanwhile`}
    >
      {found.length > 0 ? (
        <List size="sm" mb="sm">
          {found.map(({ field, before: old, now }) => (
            <List.Item key={field}>
              {t(FIELD_LABELS[field])}: <s>{old}</s> → <b>{now}</b>
            </List.Item>
          ))}
        </List>
      ) : (
        <Text size="sm" mb="sm">
          <Trans>Nothing of what you see here is different now.</Trans>
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" onClick={again}>
          <Trans>Apply mine again</Trans>
        </Button>
        <Button size="xs" variant="default" onClick={clearConflict}>
          <Trans>Leave it as it is</Trans>
        </Button>
      </Group>
    </Alert>
  );
}
