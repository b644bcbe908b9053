import { useLingui } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { IconFile, IconLock, IconPhoto } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { downloadLink } from '@/api/tickets';
import type { Attachment } from '@/api/types';
import { formatBytes } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { lazyPart } from '../../lazy-part';
import classes from './Detail.module.css';

const FilePreview = lazyPart(() => import('./FilePreview'), 'FilePreview');
const SHOWABLE = /^image\/(png|jpe?g|gif|webp)$/;

interface Props {
  ticketId: string;
  files: Attachment[];
}

interface Shown {
  file: Attachment;
  url: string;
}

/** Files of a message: pictures open here, everything else downloads, both by a link of some minutes. */
export function FileChips({ ticketId, files }: Props) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown | null>(null);
  const open = useMutation({
    mutationFn: (file: Attachment) => downloadLink(ticketId, file.id),
    onSuccess: ({ url }, file) => {
      if (SHOWABLE.test(file.content_type)) setShown({ file, url });
      else window.location.assign(url);
    },
    onError: (error) => toastFailed(error, t`The file could not be opened`),
  });
  if (files.length === 0) return null;
  return (
    <>
      <ul className={classes.files} aria-label={t`Attachments`}>
        {files.map((file) => (
          <li key={file.id}>
            <UnstyledButton className={classes.file} onClick={() => open.mutate(file)}>
              {SHOWABLE.test(file.content_type) ? (
                <IconPhoto size={17} aria-hidden />
              ) : (
                <IconFile size={17} aria-hidden />
              )}
              <Text span size="sm" truncate>
                {file.filename}
              </Text>
              {file.is_internal && <IconLock size={14} role="img" aria-label={t`Internal`} />}
              <Text span size="xs" c="dimmed" flex="none">
                {formatBytes(file.size_bytes)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Suspense>
        {shown && <FilePreview file={shown.file} url={shown.url} onClose={() => setShown(null)} />}
      </Suspense>
    </>
  );
}
