import { useLingui } from '@lingui/react/macro';
import { ActionIcon, FileButton, Paper, Text, Textarea, Tooltip } from '@mantine/core';
import {
  IconAlertSquare,
  IconBold,
  IconCode,
  IconHeading,
  IconInfoSquare,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhotoPlus,
  IconTable,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { uploadPicture } from '@/api/knowledge';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { applyTool, type Tool } from '../model';
import classes from './Editor.module.css';

interface Props {
  articleId: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** The text in Markdown, with buttons for who does not know it by heart; pictures come by button or paste. */
export function BodyField({ articleId, value, onChange, error }: Props) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const put = (tool: Tool) => {
    const box = field.current;
    if (!box) return;
    const next = applyTool(tool, { value, start: box.selectionStart, end: box.selectionEnd });
    onChange(next.value);
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(next.start, next.end);
    });
  };
  const upload = useMutation({
    mutationFn: (file: File) => uploadPicture(articleId, file, newKey()),
    onSuccess: ({ markdown }) => {
      const at = field.current?.selectionStart ?? value.length;
      const now = field.current?.value ?? value;
      onChange(`${now.slice(0, at)}\n\n${markdown}\n\n${now.slice(at)}`);
    },
    onError: (fault) => toastFailed(fault, t`The picture was not added`),
  });
  const onPaste = (event: ClipboardEvent) => {
    const picture = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
    if (!picture) return;
    event.preventDefault();
    upload.mutate(picture);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'b') return;
    event.preventDefault();
    put('bold');
  };
  const tools: [Tool, string, typeof IconBold][] = [
    ['heading', t`Heading`, IconHeading],
    ['bold', t`Bold`, IconBold],
    ['list', t`List`, IconList],
    ['steps', t`Numbered steps`, IconListNumbers],
    ['link', t`Link`, IconLink],
    ['table', t`Table`, IconTable],
    ['code', t`Code`, IconCode],
    ['note', t`Note`, IconInfoSquare],
    ['warning', t`Warning`, IconAlertSquare],
  ];
  return (
    <Paper withBorder className={classes.pane}>
      <div className={classes.tools} role="toolbar" aria-label={t`Formatting`}>
        {tools.map(([tool, label, Icon]) => (
          <Tooltip key={tool} label={label}>
            <ActionIcon size={34} aria-label={label} onClick={() => put(tool)}>
              <Icon size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
        <FileButton
          accept="image/png,image/jpeg,image/gif,image/webp"
          onChange={(file) => file && upload.mutate(file)}
        >
          {(button) => (
            <Tooltip label={t`Picture`}>
              <ActionIcon {...button} size={34} aria-label={t`Picture`} loading={upload.isPending}>
                <IconPhotoPlus size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
      </div>
      <Textarea
        ref={field}
        aria-label={t`Text, in Markdown`}
        placeholder={t`## Symptoms`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        error={error}
        maxLength={200_000}
        autosize
        minRows={16}
        variant="unstyled"
        classNames={{ input: classes.input }}
      />
      <Text size="xs" c="dimmed" px="md" pb="xs">
        {t`Markdown. Paste screenshots right here.`}
      </Text>
    </Paper>
  );
}
