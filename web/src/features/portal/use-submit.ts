import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { createTicket, ticketKeys, uploadAttachment } from '@/api/tickets';
import type { Ticket, TicketInput } from '@/api/types';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';

/** Create the ticket once, however often the button is pressed or the network drops, then send its files. */
export function useSubmit(onDone: (ticket: Ticket) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const last = useRef({ body: '', key: '' });

  const keyFor = (input: TicketInput): string => {
    const body = JSON.stringify(input);
    if (last.current.body !== body) last.current = { body, key: newKey() };
    return last.current.key;
  };

  return useMutation({
    mutationFn: async ({ input, files }: { input: TicketInput; files: File[] }) => {
      const ticket = await createTicket(input, keyFor(input));
      for (const file of files) {
        await uploadAttachment(ticket.id, file).catch((error) =>
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
