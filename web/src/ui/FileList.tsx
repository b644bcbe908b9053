import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconFile, IconPhoto, IconX } from '@tabler/icons-react';
import { formatBytes } from '@/lib/time';
import classes from './FileList.module.css';

interface Props {
  files: File[];
  onRemove: (file: File) => void;
}

/** Files chosen but not sent yet. */
export default function FileList({ files, onRemove }: Props) {
  const { t } = useLingui();
  return (
    <ul className={classes.list} aria-label={t`Attachments`}>
      {files.map((file) => (
        <li key={`${file.name}-${file.size}-${file.lastModified}`} className={classes.item}>
          {file.type.startsWith('image/') ? (
            <IconPhoto size={16} aria-hidden />
          ) : (
            <IconFile size={16} aria-hidden />
          )}
          <Group gap={6} wrap="nowrap" miw={0}>
            <Text size="sm" truncate>
              {file.name}
            </Text>
            <Text size="xs" c="dimmed" className={classes.size}>
              {formatBytes(file.size)}
            </Text>
          </Group>
          <ActionIcon size="md" aria-label={t`Remove ${file.name}`} onClick={() => onRemove(file)}>
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
