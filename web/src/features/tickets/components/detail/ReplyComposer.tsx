import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconBolt, IconBook2 } from '@tabler/icons-react';
import { lazy, type Ref, Suspense, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import type { Ticket } from '@/api/types';
import { formatTime } from '@/lib/time';
import { useKeptFiles } from '@/lib/use-kept-files';
import { Choice } from '@/ui/Choice';
import { Composer } from '@/ui/Composer';
import { FilesBack } from '@/ui/FilesBack';
import { useMacros } from '../macros/use-macros';
import classes from './Detail.module.css';
import { HeldReplies } from './HeldReplies';
import { useDraft } from './use-draft';
import { useNaming } from './use-naming';
import { useSeen } from './use-seen';
import { type Progress, useSend } from './use-send';

const ArticlePicker = lazy(() => import('./ArticlePicker'));

export type Channel = 'reply' | 'note';

interface Props {
  ticket: Ticket;
  name: string;
  channel: Channel;
  /** Undefined for those who only raised the ticket: they reply. */
  onChannel: ((channel: Channel) => void) | undefined;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** Reply to the requester or leave a note; each has a draft of its own that survives a reload. */
export function ReplyComposer({ ticket, name, channel, onChannel, inputRef }: Props) {
  const { t } = useLingui();
  const isNote = channel === 'note';
  const requester = ticket.requester.name;
  return (
    <div className={classes.composer}>
      <ChannelBox
        // A box of its own per channel, so that words never slip from a note into a reply.
        key={`${ticket.id}:${channel}`}
        ticket={ticket}
        name={name}
        works={Boolean(onChannel)}
        channel={channel}
        inputRef={inputRef}
        label={isNote ? t`Internal note` : t`Reply to ${requester}`}
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
  /** How the address names the ticket. */
  name: string;
  works: boolean;
  channel: Channel;
  label: string;
  tools: React.ReactNode;
  inputRef: Ref<HTMLTextAreaElement>;
}

function ChannelBox({ ticket, name, works, channel, label, tools, inputRef }: BoxProps) {
  const { t } = useLingui();
  const draft = useDraft({ ticketId: ticket.id, address: name, channel });
  const { text } = draft;
  const me = useMe();
  const kept = useKeptFiles(me.id, `${channel}:${ticket.id}`);
  const { files, setFiles } = kept;
  const [picking, setPicking] = useState(false);
  const isInternal = channel === 'note';
  const seen = useSeen(ticket, name, text);
  const naming = useNaming(text, draft.setText, isInternal, works);
  const macros = useMacros({ ticket, text, onText: draft.setText, isNote: isInternal, enabled: works });
  const { send, progress } = useSend(ticket, {
    onWords: () => {
      draft.settle();
      seen.forget();
    },
    onComment: kept.goWith,
    onFiles: setFiles,
  });
  const refused = isApiError(send.error, 422)
    ? (send.error.fieldErrors.body ?? send.error.message)
    : undefined;
  const crossed = isApiError(send.error, 409);
  const go = (sendAnyway: boolean) =>
    send.mutate({
      body: text,
      isInternal,
      files,
      holds: works && !isInternal && files.length === 0,
      mentions: naming.mentioned(),
      seenUntil: seen.until(),
      sendAnyway,
      commentId: kept.commentId,
    });
  return (
    <>
      {!isInternal && (
        <HeldReplies ticketId={ticket.id} held={draft.held} onWithdrawn={(body) => draft.settle(body)} />
      )}
      {crossed && <Crossed onAnyway={() => go(true)} />}
      {naming.menu}
      {macros.menu}
      <div className={classes.box} data-filled={text !== '' || files.length > 0 || undefined}>
        <Composer
          label={label}
          placeholder={isInternal ? t`Only colleagues read this` : label}
          value={text}
          onChange={draft.setText}
          files={files}
          onFiles={setFiles}
          onSend={() => go(false)}
          sending={send.isPending}
          sendLabel={isInternal ? <Trans>Add internal note</Trans> : <Trans>Send reply</Trans>}
          internal={isInternal}
          tools={
            <>
              {tools}
              {works && (
                <>
                  <Button
                    variant="subtle"
                    color="gray"
                    size="sm"
                    title={t`Or type / at the head of a line`}
                    leftSection={<IconBolt size={16} aria-hidden />}
                    onClick={() => {
                      macros.begin();
                      focusOn(inputRef);
                    }}
                  >
                    <span className={classes.toolWord}>
                      <Trans>Macro</Trans>
                    </span>
                  </Button>
                  <Button
                    variant="subtle"
                    color="gray"
                    size="sm"
                    leftSection={<IconBook2 size={16} aria-hidden />}
                    onClick={() => setPicking(true)}
                  >
                    <span className={classes.toolWord}>
                      <Trans>Article</Trans>
                    </span>
                  </Button>
                </>
              )}
            </>
          }
          error={refused}
          hint={draft.savedAt ? <Trans>Draft saved {formatTime(draft.savedAt)}</Trans> : null}
          inputRef={inputRef}
          onKey={(event) => naming.onKey(event) || macros.onKey(event)}
          onCaret={(caret) => {
            naming.onCaret(caret);
            macros.onCaret(caret);
          }}
          onBlur={draft.flush}
        />
      </div>
      {kept.restored && !send.isPending && <FilesBack count={files.length} />}
      <Uploads progress={progress} />
      {picking && (
        <Suspense>
          <ArticlePicker
            ticket={ticket}
            isNote={isInternal}
            onInsert={(link) => draft.setText(text.trim() ? `${text.trimEnd()}\n\n${link}` : link)}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** After what the press changed is drawn. */
function focusOn(field: Ref<HTMLTextAreaElement>): void {
  if (field && typeof field === 'object') setTimeout(() => field.current?.focus());
}

/** Somebody wrote while this was written: it is in the conversation by now. */
function Crossed({ onAnyway }: { onAnyway: () => void }) {
  return (
    <Alert color="yellow" variant="light" role="alert" mb="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <Trans>A newer message has arrived since you began to write. Read it above first.</Trans>
        </Text>
        <Button size="compact-sm" variant="default" onClick={onAnyway}>
          <Trans>Send anyway</Trans>
        </Button>
      </Group>
    </Alert>
  );
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
