import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2 } from '@tabler/icons-react';
import { lazy, type Ref, Suspense, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import type { Ticket } from '@/api/types';
import { dropDraft, loadDraft, saveDraft } from '@/lib/drafts';
import { Choice } from '@/ui/Choice';
import { Composer } from '@/ui/Composer';
import classes from './Detail.module.css';
import { type Progress, useSend } from './use-send';

const ArticlePicker = lazy(() => import('./ArticlePicker'));

export type Channel = 'reply' | 'note';
/** How long a pause in typing is before "Draft saved" is said. */
const SETTLED_MS = 400;

interface Props {
  ticket: Ticket;
  channel: Channel;
  /** Undefined for those who only raised the ticket: they reply. */
  onChannel: ((channel: Channel) => void) | undefined;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** Reply to the requester or leave a note; each has a draft of its own that survives a reload. */
export function ReplyComposer({ ticket, channel, onChannel, inputRef }: Props) {
  const { t } = useLingui();
  const isNote = channel === 'note';
  const name = ticket.requester.name;
  return (
    <div className={classes.composer}>
      <ChannelBox
        // A box of its own per channel, so that words never slip from a note into a reply.
        key={`${ticket.id}:${channel}`}
        ticket={ticket}
        works={Boolean(onChannel)}
        channel={channel}
        inputRef={inputRef}
        label={isNote ? t`Internal note` : t`Reply to ${name}`}
        tools={
          onChannel && (
            <Choice
              compact
              label={t`Reply or note`}
              value={channel}
              onChange={onChannel}
              options={[
                { value: 'reply', label: t`Reply` },
                { value: 'note', label: t`Internal note` },
              ]}
            />
          )
        }
      />
    </div>
  );
}

interface BoxProps {
  ticket: Ticket;
  works: boolean;
  channel: Channel;
  label: string;
  tools: React.ReactNode;
  inputRef: Ref<HTMLTextAreaElement>;
}

function ChannelBox({ ticket, works, channel, label, tools, inputRef }: BoxProps) {
  const { t } = useLingui();
  const { text, setText, saved, forget } = useDraft(`${channel}:${ticket.id}`);
  const [files, setFiles] = useState<File[]>([]);
  const [picking, setPicking] = useState(false);
  const isInternal = channel === 'note';
  const { send, progress } = useSend(ticket, { onWords: forget, onFiles: setFiles });
  const refused = isApiError(send.error, 422)
    ? (send.error.fieldErrors.body ?? send.error.message)
    : undefined;
  return (
    <>
      <Composer
        label={label}
        placeholder={isInternal ? t`Only colleagues read this` : label}
        value={text}
        onChange={setText}
        files={files}
        onFiles={setFiles}
        onSend={() => send.mutate({ body: text, isInternal, files })}
        sending={send.isPending}
        sendLabel={isInternal ? <Trans>Add internal note</Trans> : <Trans>Send reply</Trans>}
        internal={isInternal}
        tools={
          <>
            {tools}
            {works && (
              <Button
                variant="subtle"
                color="gray"
                size="sm"
                leftSection={<IconBook2 size={16} aria-hidden />}
                onClick={() => setPicking(true)}
              >
                <Trans>Article</Trans>
              </Button>
            )}
          </>
        }
        error={refused}
        hint={saved ? <Trans>Draft saved</Trans> : null}
        inputRef={inputRef}
      />
      <Uploads progress={progress} />
      {picking && (
        <Suspense>
          <ArticlePicker
            ticket={ticket}
            isNote={isInternal}
            onInsert={(link) => setText(text.trim() ? `${text.trimEnd()}\n\n${link}` : link)}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** Kept with every key press: whoever switches between reply and note in mid-sentence loses nothing. */
function useDraft(name: string) {
  const me = useMe();
  const [text, setText] = useState(() => loadDraft<string>(me.id, name) ?? '');
  const [settled] = useDebouncedValue(text, SETTLED_MS);
  const write = (next: string) => {
    setText(next);
    if (next) saveDraft(me.id, name, next);
    else dropDraft(me.id, name);
  };
  return { text, setText: write, saved: settled !== '' && settled === text, forget: () => write('') };
}

function Uploads({ progress }: { progress: Progress }) {
  const { t } = useLingui();
  return Object.entries(progress).map(([name, share]) => (
    <div key={name}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <progress className={classes.sending} value={share} aria-label={t`Sending ${name}`} />
    </div>
  ));
}
