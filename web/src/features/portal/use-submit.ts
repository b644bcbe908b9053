import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createTicket, ticketKeys } from '@/api/tickets';
import type { Ticket, TicketInput } from '@/api/types';
import { useRequestKey } from '@/lib/request-key';
import { toastFailed } from '@/lib/toast';
import { sendFile } from '@/lib/uploads';

/** Create the ticket once, however often the button is pressed or the network drops, then send its files. */
export function useSubmit(onDone: (ticket: Ticket) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const requestKey = useRequestKey();

  return useMutation({
    mutationFn: async ({ input, files }: { input: TicketInput; files: File[] }) => {
      const ticket = await createTicket(input, requestKey.of(input));
      requestKey.done();
      for (const file of files) {
        await sendFile({ ticketId: ticket.id, isInternal: false }, file).catch((error) =>
          toastFailed(error, t`${file.name} was not attached`),
        );
      }
      return ticket;
    },
    onSuccess: (ticket) => {
      void client.invalidateQueries({ queryKey: ticketKeys.lists() });
      onDone(ticket);
    },
  });
}
