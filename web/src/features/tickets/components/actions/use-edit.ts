import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isApiError } from '@/api/errors';
import { updateTicket } from '@/api/tickets';
import type { TicketSummary } from '@/api/types';
import { toastFailed } from '@/lib/toast';
import { refreshTickets, storeTicket } from '../../cache';
import { showConflict } from '../conflict';

export interface EditBody {
  title?: string;
  category?: string;
  subcategory?: string | null;
  location?: string;
  tags?: string[];
  reclassify?: boolean;
}

interface Variables {
  ticket: TicketSummary;
  body: EditBody;
}

/** Edit fields of the version on screen. Where somebody was faster, the page shows what they changed. */
export function useEdit({ onDone }: { onDone?: () => void } = {}) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ticket, body }: Variables) =>
      updateTicket(ticket.id, ticket.version, body as Parameters<typeof updateTicket>[2]),
    onSuccess: (changed) => {
      storeTicket(client, changed);
      onDone?.();
    },
    onError: (error, { ticket, body }) => {
      if (isApiError(error, 412)) {
        showConflict({ before: ticket, mine: body });
        onDone?.();
      } else if (!isApiError(error, 422)) {
        toastFailed(error, t`The change was refused`);
      }
    },
    onSettled: (_ticket, _error, { ticket }) => refreshTickets(client, [ticket.id]),
  });
}
