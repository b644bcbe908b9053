import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Attachment } from '@/api/types';
import classes from './Detail.module.css';

interface Props {
  file: Attachment;
  url: string;
  onClose: () => void;
}

/** A picture at its full size, and a way to keep it. */
export function FilePreview({ file, url, onClose }: Props) {
  const { t } = useLingui();
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={file.filename}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <img src={url} alt={file.filename} className={classes.preview} />
        <Group justify="flex-end">
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
