import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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
}

/** Files on their way: name and share sent. */
export type Progress = Record<string, number>;

interface Callbacks {
  /** The words are on the server. */
  onWords: () => void;
  /** What could not be sent stays with the writer. */
  onFiles: (left: File[]) => void;
}

/** Send words, then their files one by one; a file that fails takes nothing else down. */
export function useSend(ticket: Ticket, { onWords, onFiles }: Callbacks) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRef(newKey());
  const [progress, setProgress] = useState<Progress>({});

  const sendFiles = async ({ files, isInternal }: Outgoing, commentId: string | undefined) => {
    const left: File[] = [];
    for (const file of files) {
      const target = { ticketId: ticket.id, commentId, isInternal };
      const tell = (share: number) => setProgress((old) => ({ ...old, [file.name]: share }));
      await sendFile(target, file, tell).catch((error) => {
        left.push(file);
        toastFailed(error, t`${file.name} was not attached`);
      });
    }
    setProgress({});
    onFiles(left);
  };

  const send = useMutation({
    mutationFn: async (out: Outgoing) => {
      const body = out.body.trim();
      const comment = body
        ? await addComment(ticket.id, { body, is_internal: out.isInternal }, key.current)
        : undefined;
      key.current = newKey();
      if (comment) onWords();
      await sendFiles(out, comment?.id);
    },
    onError: (error) => {
      // The same words under the same key are sent once; changed words need another key.
      if (isApiError(error) && error.status !== 0) key.current = newKey();
      if (!isApiError(error, 422)) toastFailed(error, t`Your message was not sent`);
    },
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  return { send, progress };
}
