import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dropServerDraft, holdReply } from '@/api/composing';
import { isApiError } from '@/api/errors';
import { addComment } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { sendFile } from '@/lib/uploads';
import { refreshTickets } from '../../cache';

export interface Outgoing {
  body: string;
  isInternal: boolean;
  files: File[];
  /** A reply of staff without files: the server holds it some seconds. */
  holds: boolean;
  mentions: string[];
  seenUntil: string | undefined;
  sendAnyway: boolean;
  /** The message the files go with where its words were sent before, by a page that is gone. */
  commentId: string | undefined;
}

/** Files on their way: name and share sent. */
export type Progress = Record<string, number>;

interface Callbacks {
  /** The words are on the server. */
  onWords: () => void;
  /** The message that the files go with. */
  onComment: (id: string) => void;
  /** What is not sent, or could not be, stays with the writer. */
  onFiles: (left: File[]) => void;
}

/** Send words, then their files one by one; a file that fails takes nothing else down. */
export function useSend(ticket: Ticket, { onWords, onComment, onFiles }: Callbacks) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRef(newKey());
  const [progress, setProgress] = useState<Progress>({});

  const sendFiles = async ({ files, isInternal }: Outgoing, commentId: string | undefined) => {
    const left = new Set(files);
    for (const file of files) {
      const target = { ticketId: ticket.id, commentId, isInternal };
      const tell = (share: number) => setProgress((old) => ({ ...old, [file.name]: share }));
      await sendFile(target, file, tell).then(
        () => {
          left.delete(file);
          onFiles([...left]);
        },
        (error) => toastFailed(error, t`${file.name} was not attached`),
      );
    }
    setProgress({});
    onFiles([...left]);
  };

  const send = useMutation({
    mutationFn: async (out: Outgoing) => {
      const body = out.body.trim();
      const words = {
        body,
        mention_ids: out.mentions,
        send_anyway: out.sendAnyway,
        ...(out.seenUntil ? { seen_until: out.seenUntil } : {}),
      };
      const isComment = body !== '' && !out.holds;
      if (body && out.holds) await holdReply(ticket.id, words, key.current);
      const comment = isComment
        ? await addComment(ticket.id, { ...words, is_internal: out.isInternal }, key.current)
        : undefined;
      key.current = newKey();
      if (body) onWords();
      if (comment) await dropServerDraft(ticket.id, out.isInternal ? 'note' : 'reply').catch(() => undefined);
      if (comment && out.files.length > 0) onComment(comment.id);
      await sendFiles(out, comment?.id ?? out.commentId);
    },
    onError: (error) => {
      // The same words under the same key are sent once; changed words need another key.
      if (isApiError(error) && error.status !== 0) key.current = newKey();
      const isShownThere = isApiError(error, 422) || isApiError(error, 409);
      if (!isShownThere) toastFailed(error, t`Your message was not sent`);
    },
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  return { send, progress };
}
