import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Attachment } from '@/api/types';
import classes from './FilePreview.module.css';

interface Props {
  file: Attachment;
  url: string;
  previewUrl: string | null;
  onClose: () => void;
}

/**
 * A picture at its full size, or the first page of a document as a picture the server drew: the document
 * itself is never opened in the page.
 */
export default function FilePreview({ file, url, previewUrl, onClose }: Props) {
  const { t } = useLingui();
  const isPicture = file.content_type.startsWith('image/');
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={file.filename}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <img src={isPicture ? url : (previewUrl ?? '')} alt={file.filename} className={classes.preview} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {!isPicture && <Trans>The first page</Trans>}
          </Text>
          <Button
            component="a"
            href={url}
            download={file.filename}
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            <Trans>Download</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
