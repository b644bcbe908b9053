import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { type DragEvent, lazy, Suspense, useState } from 'react';
import type { AttachmentLimits } from '@/api/types';
import type { useKeptFiles } from '@/lib/use-kept-files';
import { FilesBack } from '@/ui/FilesBack';
import { acceptOf, type FileRefusal, sortFiles } from '../files-model';
import classes from './AttachField.module.css';

const FileList = lazy(() => import('@/ui/FileList'));

interface Props {
  limits: AttachmentLimits;
  kept: Pick<ReturnType<typeof useKeptFiles>, 'files' | 'setFiles' | 'restored'>;
}

/** Screenshots and files by button, camera, drop or paste (the page forwards pastes). */
export function AttachField({ limits, kept }: Props) {
  const { t } = useLingui();
  const { files, setFiles: onChange, restored } = kept;
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<{ file: File; why: FileRefusal }[]>([]);
  const reasons: Record<FileRefusal, string> = {
    too_large: t`is larger than ${limits.max_file_mb} MB`,
    wrong_type: t`is of a kind that is not accepted`,
    too_much: t`would make more than ${limits.max_ticket_mb} MB together`,
  };
  const add = (list: Iterable<File>) => {
    const sorted = sortFiles([...files, ...list], limits);
    setRefused(sorted.refused);
    onChange(sorted.taken);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <Stack
      gap="xs"
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={classes.line}>
        <FileButton multiple accept={acceptOf(limits)} onChange={add}>
          {(button) => (
            <Button {...button} variant="default" size="sm" leftSection={<IconPaperclip size={17} />}>
              <Trans>Add a screenshot or file</Trans>
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          <Trans>or drop it here, or paste it</Trans>
        </Text>
      </div>
      {restored && <FilesBack count={files.length} />}
      <Suspense>
        {files.length > 0 && (
          <FileList files={files} onRemove={(gone) => onChange(files.filter((file) => file !== gone))} />
        )}
      </Suspense>
      {refused.map(({ file, why }) => (
        <Text key={file.name} size="sm" c="var(--mantine-color-error)" role="alert">
          {file.name} {reasons[why]}
        </Text>
      ))}
    </Stack>
  );
}
