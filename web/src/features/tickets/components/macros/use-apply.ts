import { useLingui } from '@lingui/react/macro';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import { applyMacro, type MacroPreview } from '@/api/macros';
import { commentsQuery } from '@/api/tickets';
import type { TicketSummary } from '@/api/types';
import { toastDone } from '@/lib/toast';
import { refreshTickets, storeTicket } from '../../cache';
import { closeAction } from '../actions/store';

interface Wanted {
  preview: MacroPreview;
  text: string;
  anyway: boolean;
}

function newest(client: QueryClient, { id, number, created_at }: TicketSummary): string | undefined {
  const known = [id, number].map((name) => client.getQueryData(commentsQuery(name).queryKey));
  const page = known.find((one) => one !== undefined);
  return page && (page.items.at(-1)?.created_at ?? created_at);
}

/** Apply a macro to the version that was previewed; where somebody was faster, look again. */
export function useApply(ticket: TicketSummary, again: () => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  // What was there when the dialog opened is what its reader has seen.
  const [seen] = useState(() => newest(client, ticket));
  const apply = useMutation({
    mutationFn: ({ preview, text, anyway }: Wanted) =>
      applyMacro(ticket.id, preview, {
        text,
        send_anyway: anyway,
        ...(seen ? { seen_until: seen } : {}),
      }),
    onSuccess: (changed, { preview: { name } }) => {
      storeTicket(client, changed);
      closeAction();
      toastDone(t`${name} was applied`);
    },
    onError: (error) => {
      if (isApiError(error, 412)) again();
    },
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  const { error } = apply;
  const crossed = isApiError(error, 409) && error.code === 'newer_messages';
  const stale = isApiError(error, 412);
  const refusal = stale
    ? t`Somebody changed the ticket meanwhile. This is how it stands now; look again, then apply.`
    : error instanceof Error
      ? error.message
      : undefined;
  return { apply, crossed, refusal };
}
