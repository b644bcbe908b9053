import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconEye, IconEyeOff, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket } from '@/api/types';
import { PersonChip } from '@/ui/PersonChip';
import { PersonSelect } from '@/ui/PersonSelect';
import classes from './Detail.module.css';
import { useWatching } from './use-watching';

interface Props {
  ticket: Ticket;
  name: string;
  works: boolean;
}

/** Who follows the ticket, and the ways in and out. */
export function WatcherList({ ticket, name, works }: Props) {
  const { t } = useLingui();
  const { watchers, isWatching, toggle, add, remove } = useWatching(ticket, name);
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={t`Watchers`}>
      <Group justify="space-between" mb={6}>
        <Text className={classes.sectionTitle}>
          <Trans>Watchers</Trans>
        </Text>
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={isWatching ? <IconEyeOff size={14} /> : <IconEye size={14} />}
            onClick={toggle}
          >
            {isWatching ? <Trans>Stop watching</Trans> : <Trans>Watch</Trans>}
          </Button>
          {works && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAdding(!adding)}>
              <Trans>Add</Trans>
            </Button>
          )}
        </Group>
      </Group>
      <Stack gap={6}>
        {adding && (
          <PersonSelect
            label={t`Who shall follow it?`}
            onPick={(person) => {
              if (person) add(person.id);
              setAdding(false);
            }}
          />
        )}
        {watchers.map((watcher) => (
          <Group key={watcher.id} justify="space-between" wrap="nowrap">
            <PersonChip person={watcher} />
            {works && (
              <ActionIcon
                size="sm"
                aria-label={t`Take ${watcher.name} off the ticket`}
                onClick={() => remove(watcher.id)}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {watchers.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>Nobody</Trans>
          </Text>
        )}
      </Stack>
    </section>
  );
}
