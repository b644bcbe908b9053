import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { type Failure, showFailures } from './store';

/** What became of the tickets of a bulk change that were refused; the others are done. */
export function FailuresDialog({ failures }: { failures: Failure[] }) {
  const { t } = useLingui();
  const close = () => showFailures([]);
  return (
    <Modal
      opened
      onClose={close}
      title={t`Some tickets were not changed`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <List size="sm" spacing="sm" listStyleType="none">
          {failures.map(({ ticket, result }) => (
            <List.Item key={ticket.id}>
              <Text size="sm" fw={600}>
                {ticket.number} · {ticket.title}
              </Text>
              <Text size="sm" c="dimmed">
                {result.detail ?? result.code}
              </Text>
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end">
          <Button onClick={close} data-autofocus>
            <Trans>Understood</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
