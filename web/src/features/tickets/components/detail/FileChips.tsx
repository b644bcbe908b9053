import { useLingui } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { IconFile, IconLock, IconPhoto } from '@tabler/icons-react';
import type { Attachment } from '@/api/types';
import { formatBytes } from '@/lib/time';
import { isHeld, ScanMark } from '@/ui/ScanMark';
import { useOpenFile } from '@/ui/use-open-file';
import classes from './Detail.module.css';

interface Props {
  ticketId: string;
  files: Attachment[];
}

/** Files of a message: pictures and pages open here, everything else downloads; held ones say why they do not. */
export function FileChips({ ticketId, files }: Props) {
  const { t } = useLingui();
  const { open, preview } = useOpenFile(ticketId);
  if (files.length === 0) return null;
  return (
    <>
      <ul className={classes.files} aria-label={t`Attachments`}>
        {files.map((file) => (
          <li key={file.id}>
            <UnstyledButton
              className={classes.file}
              disabled={isHeld(file.scan_state)}
              onClick={() => open(file)}
            >
              {file.content_type.startsWith('image/') ? (
                <IconPhoto size={17} aria-hidden />
              ) : (
                <IconFile size={17} aria-hidden />
              )}
              <Text span size="sm" truncate>
                {file.filename}
              </Text>
              {file.is_internal && <IconLock size={14} role="img" aria-label={t`Internal`} />}
              <ScanMark state={file.scan_state} />
              <Text span size="xs" c="dimmed" flex="none">
                {formatBytes(file.size_bytes)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {preview}
    </>
  );
}
