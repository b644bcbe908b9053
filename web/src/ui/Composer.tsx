import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { IconLock, IconPaperclip, IconSend2 } from '@tabler/icons-react';
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type Ref,
  Suspense,
  useState,
} from 'react';
import classes from './Composer.module.css';

const FileList = lazy(() => import('./FileList'));

interface Props {
  value: string;
  onChange: (value: string) => void;
  files: File[];
  onFiles: (files: File[]) => void;
  onSend: () => void;
  sending: boolean;
  label: string;
  placeholder?: string;
  sendLabel: ReactNode;
  /** Internal notes look different, so that nobody writes one to the requester by mistake. */
  internal?: boolean;
  /** Beside the attach button, e.g. a reply/note switch. */
  tools?: ReactNode;
  error?: ReactNode;
  /** Small text at the lower left, e.g. "Draft saved". */
  hint?: ReactNode;
  inputRef?: Ref<HTMLTextAreaElement>;
  /** Sees each key first; true where it was dealt with. */
  onKey?: ((event: KeyboardEvent<HTMLTextAreaElement>) => boolean) | undefined;
  /** The caret moved, or words were written: where it stands now. */
  onCaret?: ((caret: number) => void) | undefined;
  onBlur?: (() => void) | undefined;
}

/** Plain-text message with attachments by button, paste or drop; mod+Enter sends. */
export function Composer(props: Props) {
  const { value, onChange, files, onFiles, onSend, sending, internal = false, inputRef, ...rest } = props;
  const { t } = useLingui();
  const [over, setOver] = useState(false);
  const add = (list: Iterable<File>) => onFiles([...files, ...list]);
  const empty = value.trim() === '' && files.length === 0;

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (rest.onKey?.(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.shiftKey) {
      event.preventDefault();
      if (!empty && !sending) onSend();
    }
    // Out of the field, so that single keys are commands again.
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };

  return (
    <Paper
      withBorder
      className={classes.box}
      data-internal={internal || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Stack gap="xs">
        <Textarea
          ref={inputRef}
          aria-label={rest.label}
          placeholder={rest.placeholder}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onSelect={(event) => rest.onCaret?.(event.currentTarget.selectionStart)}
          onBlur={rest.onBlur}
          onPaste={onPaste}
          error={rest.error}
          autosize
          minRows={2}
          maxRows={14}
          maxLength={20_000}
          variant="unstyled"
          classNames={{ input: classes.input }}
        />
        <Suspense>
          {files.length > 0 && (
            <FileList files={files} onRemove={(gone) => onFiles(files.filter((file) => file !== gone))} />
          )}
        </Suspense>
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            {rest.tools}
            <FileButton multiple onChange={add}>
              {(button) => (
                <Button
                  {...button}
                  variant="subtle"
                  color="gray"
                  size="sm"
                  leftSection={<IconPaperclip size={16} />}
                >
                  <span className={classes.attach}>
                    <Trans>Attach</Trans>
                  </span>
                </Button>
              )}
            </FileButton>
            <Text size="xs" c="dimmed" aria-live="polite">
              {rest.hint}
            </Text>
          </Group>
          <Button
            size="sm"
            color={internal ? 'yellow' : undefined}
            onClick={onSend}
            loading={sending}
            disabled={empty}
            title={t`Ctrl or ⌘ + Enter`}
            rightSection={internal ? <IconLock size={16} /> : <IconSend2 size={16} />}
          >
            {rest.sendLabel}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
