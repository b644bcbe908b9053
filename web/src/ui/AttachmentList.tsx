import { useLingui } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { IconFile, IconFileZip, IconMail, IconPhoto } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { downloadLink } from '@/api/tickets';
import type { Attachment } from '@/api/types';
import { formatBytes } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import classes from './AttachmentList.module.css';

interface Props {
  ticketId: string;
  files: Attachment[];
}

/** Files of a message; a click fetches a link that is good for some minutes and downloads. */
export function AttachmentList({ ticketId, files }: Props) {
  const { t } = useLingui();
  const open = useMutation({
    mutationFn: (id: string) => downloadLink(ticketId, id),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toastFailed(error, t`The file could not be opened`),
  });
  if (files.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t`Attachments`}>
      {files.map((file) => (
        <li key={file.id}>
          <UnstyledButton className={classes.file} onClick={() => open.mutate(file.id)}>
            <Glyph type={file.content_type} />
            <Text span size="sm" truncate>
              {file.filename}
            </Text>
            <Text span size="xs" c="dimmed" className={classes.size}>
              {formatBytes(file.size_bytes)}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
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
