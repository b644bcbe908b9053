import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Ref, useEffect, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { addComment, ticketKeys } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { dropDraft, loadDraft, saveDraft } from '@/lib/drafts';
import { useRequestKey } from '@/lib/request-key';
import { toastFailed } from '@/lib/toast';
import { sendFile } from '@/lib/uploads';
import { useKeptFiles } from '@/lib/use-kept-files';
import { Composer } from '@/ui/Composer';
import { FilesBack } from '@/ui/FilesBack';

const SAVE_MS = 400;

interface Props {
  ticket: Ticket;
  name: string;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** The requester's answer; what is half-written survives a reload. */
export default function ReplyBox({ ticket, name, inputRef }: Props) {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const draft = `reply:${ticket.id}`;
  const [text, setText] = useState(() => loadDraft<string>(me.id, draft) ?? '');
  const kept = useKeptFiles(me.id, draft);
  const { files, setFiles } = kept;
  const [later] = useDebouncedValue(text, SAVE_MS);
  const requestKey = useRequestKey();

  useEffect(() => {
    if (later) saveDraft(me.id, draft, later);
    else dropDraft(me.id, draft);
  }, [later, draft, me.id]);

  const send = useMutation({
    mutationFn: async () => {
      const body = text.trim();
      const input = { body, is_internal: false };
      const comment = body ? await addComment(ticket.id, input, requestKey.of(input)) : null;
      requestKey.done();
      setText('');
      dropDraft(me.id, draft);
      if (comment && files.length > 0) kept.goWith(comment.id);
      for (const file of files) {
        const commentId = comment?.id ?? kept.commentId;
        await sendFile({ ticketId: ticket.id, commentId, isInternal: false }, file);
        setFiles((left) => left.filter((one) => one !== file));
      }
    },
    onError: (error) => {
      if (!isApiError(error, 422)) toastFailed(error, t`Your message was not sent`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ticketKeys.detail(name) }),
  });
  const refused = isApiError(send.error, 422)
    ? (send.error.fieldErrors.body ?? send.error.message)
    : undefined;
  return (
    <>
      {kept.restored && !send.isPending && <FilesBack count={files.length} />}
      <Composer
        label={t`Your reply`}
        placeholder={t`Write to the service desk`}
        value={text}
        onChange={setText}
        files={files}
        onFiles={setFiles}
        onSend={() => send.mutate()}
        sending={send.isPending}
        sendLabel={<Trans>Send</Trans>}
        error={refused}
        hint={later && later === text ? <Trans>Draft saved</Trans> : null}
        inputRef={inputRef}
      />
    </>
  );
}
