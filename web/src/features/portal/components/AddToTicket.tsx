import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { addComment, ticketKeys } from '@/api/tickets';
import type { DuplicateCandidate } from '@/api/types';
import { useRequestKey } from '@/lib/request-key';
import { toastDone, toastFailed } from '@/lib/toast';
import { sendFile } from '@/lib/uploads';

export interface Written {
  /** What stands in the form, as a message. */
  words: string;
  files: File[];
  onAdded: (number: string) => void;
}

/** Instead of a second ticket: what was written goes to the first one, as a message with its files. */
export function AddToTicket({ ticket, written }: { ticket: DuplicateCandidate; written: Written }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRequestKey();
  const { words, files, onAdded } = written;
  const add = useMutation({
    mutationFn: async () => {
      const input = { body: words, is_internal: false };
      const comment = await addComment(ticket.id, input, key.of(input));
      key.done();
      for (const file of files) {
        await sendFile({ ticketId: ticket.id, commentId: comment.id, isInternal: false }, file).catch(
          (error) => toastFailed(error, t`${file.name} was not attached`),
        );
      }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ticketKeys.all });
      toastDone(t`Added to ${ticket.number}.`);
      onAdded(ticket.number);
    },
    onError: (error) => toastFailed(error, t`Your message was not sent`),
  });
  return (
    <Button
      size="sm"
      variant="light"
      color="yellow"
      mt={6}
      leftSection={<IconMessagePlus size={16} />}
      loading={add.isPending}
      disabled={!words}
      onClick={() => add.mutate()}
    >
      <Trans>Add what I wrote to this ticket</Trans>
    </Button>
  );
}
