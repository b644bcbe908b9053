import { useLingui } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { IconFile, IconFileZip, IconMail, IconPhoto } from '@tabler/icons-react';
import type { Attachment } from '@/api/types';
import { formatBytes } from '@/lib/time';
import classes from './AttachmentList.module.css';
import { isHeld, ScanMark } from './ScanMark';
import { useOpenFile } from './use-open-file';

interface Props {
  ticketId: string;
  files: Attachment[];
}

/** Files of a message: pictures and pages open here, everything else downloads; held ones say why they do not. */
export default function AttachmentList({ ticketId, files }: Props) {
  const { t } = useLingui();
  const { open, preview } = useOpenFile(ticketId);
  return (
    <>
      <ul className={classes.list} aria-label={t`Attachments`}>
        {files.map((file) => (
          <li key={file.id}>
            <UnstyledButton
              className={classes.file}
              disabled={isHeld(file.scan_state)}
              onClick={() => open(file)}
            >
              <Glyph type={file.content_type} />
              <Text span size="sm" truncate>
                {file.filename}
              </Text>
              <ScanMark state={file.scan_state} />
              <Text span size="xs" c="dimmed" className={classes.size}>
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

function Glyph({ type }: { type: string }) {
  const Icon = type.startsWith('image/')
    ? IconPhoto
    : type.includes('zip')
      ? IconFileZip
      : /outlook|rfc822/.test(type)
        ? IconMail
        : IconFile;
  return <Icon size={17} aria-hidden />;
}
