import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';

interface Props {
  secret: string | null;
  onClose: () => void;
}

/** A secret, shown this once. */
export function SecretOnce({ secret, onClose }: Props) {
  const { t } = useLingui();
  const { copy, copied } = useClipboard();
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={t`The secret of this webhook`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <Text size="sm">
          <Trans>Keep it where the receiver checks signatures. It is shown this once.</Trans>
        </Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <Group>
          <Button onClick={() => copy(secret ?? '')}>
            {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
