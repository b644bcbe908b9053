import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Kbd, Modal, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { updateProfile } from '@/api/auth';
import { setShortcuts, useCommandStore } from '@/lib/commands';
import { keyCaps } from '@/lib/hotkeys';
import { showOverlay } from '@/lib/overlays';
import { groupCommands } from './match';

/** At once here; on the profile for other computers. */
function keep(enabled: boolean): void {
  setShortcuts(enabled);
  void updateProfile({ has_shortcuts: enabled }).catch(() => undefined);
}

/** `?`: every key of the current page. */
export default function ShortcutSheet() {
  const { t } = useLingui();
  const { commands, enabled } = useCommandStore();
  const withKeys = Object.values(commands).filter((command) => command.keys);
  return (
    <Modal
      opened
      onClose={() => showOverlay('sheet', false)}
      size="lg"
      title={t`Keyboard shortcuts`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          {groupCommands(withKeys).map(([group, list]) => (
            <section key={group}>
              <Title order={3} size="sm" mb="xs">
                {group}
              </Title>
              <Stack gap={8}>
                {list.map((command) => (
                  <Group key={command.id} justify="space-between" wrap="nowrap">
                    <Text size="sm">{command.title}</Text>
                    <Group gap={4} wrap="nowrap">
                      {keyCaps(command.keys ?? '').map((cap) => (
                        <Kbd key={cap}>{cap}</Kbd>
                      ))}
                    </Group>
                  </Group>
                ))}
              </Stack>
            </section>
          ))}
        </SimpleGrid>
        <Switch
          checked={enabled}
          onChange={(event) => keep(event.currentTarget.checked)}
          label={<Trans>Use single-letter shortcuts</Trans>}
        />
      </Stack>
    </Modal>
  );
}
