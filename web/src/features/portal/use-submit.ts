import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/api/auth';
import { createTicket, ticketKeys } from '@/api/tickets';
import type { Ticket, TicketInput } from '@/api/types';
import { useRequestKey } from '@/lib/request-key';
import { toastFailed } from '@/lib/toast';
import { sendFile } from '@/lib/uploads';

/** Files of a ticket that is not raised yet are kept under this name. */
export const NEW_FILES = 'new-ticket';

/** Create the ticket once, however often the button is pressed or the network drops, then send its files. */
export function useSubmit(onDone: (ticket: Ticket) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const me = useMe();
  const requestKey = useRequestKey();

  /** From now on they belong to the ticket: what is not sent is offered there, also after a reload. */
  const sendFiles = async (ticket: Ticket, files: File[]) => {
    if (files.length === 0) return;
    const { dropFiles, saveFiles } = await import('@/lib/kept-files');
    const left = new Set(files);
    const keep = () => saveFiles(me.id, `reply:${ticket.id}`, { files: [...left], number: ticket.number });
    await keep();
    await dropFiles(me.id, NEW_FILES);
    for (const file of files) {
      await sendFile({ ticketId: ticket.id, isInternal: false }, file).then(
        () => left.delete(file),
        (error) => toastFailed(error, t`${file.name} was not attached`),
      );
      await keep();
    }
  };

  return useMutation({
    mutationFn: async ({ input, files }: { input: TicketInput; files: File[] }) => {
      const ticket = await createTicket(input, requestKey.of(input));
      requestKey.done();
      await sendFiles(ticket, files);
      return ticket;
    },
    onSuccess: (ticket) => {
      void client.invalidateQueries({ queryKey: ticketKeys.lists() });
      onDone(ticket);
    },
  });
}
