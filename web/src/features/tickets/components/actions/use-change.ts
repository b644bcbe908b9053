import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/api/auth';
import type { Me, TicketSummary } from '@/api/types';
import { ahead } from '@/lib/ahead';
import { toastFailed } from '@/lib/toast';
import { patchTickets, refreshTickets, storeTicket, type TicketPatch } from '../../cache';
import type { Change } from './run';
import { showFailures } from './store';

/** Fetched once the page is drawn: lists and tickets are read first, and no change has to wait for it then. */
const loadRun = () => import('./run');

interface Variables {
  tickets: TicketSummary[];
  change: Change;
  /** What to show at once, where the change itself does not tell (the name of an agent). */
  shown?: TicketPatch;
  /** One ticket, too, is told with a way back. */
  withUndo?: boolean;
}

interface Options {
  /** The caller shows refusals itself. */
  quiet?: boolean;
  onDone?: () => void;
}

/** Change tickets: seen at once, taken back where refused, told in one toast or, one by one, in a list. */
export function useChange({ quiet = false, onDone }: Options = {}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const me = useMe();
  useEffect(() => ahead(loadRun), []);
  return useMutation({
    mutationFn: async ({ tickets, change, withUndo }: Variables) => {
      const { runChange } = await loadRun();
      return runChange(tickets, change, withUndo);
    },
    onMutate: ({ tickets, change, shown }) => ({
      undo: patchTickets(
        client,
        tickets.map(({ id }) => id),
        shown ?? foreseen(change, me),
      ),
    }),
    onSuccess: (outcome, { tickets, withUndo }, context) => {
      const { ticket, results } = outcome;
      if (ticket) storeTicket(client, ticket);
      const failures = results.flatMap((result) => {
        const about = tickets.find(({ id }) => id === result.id);
        return result.ok || !about ? [] : [{ ticket: about, result }];
      });
      if (failures.length === tickets.length) context.undo();
      if (tickets.length > 1 || withUndo) {
        void import('./tell').then(({ tellMany }) =>
          tellMany(client, outcome, tickets.length - failures.length),
        );
      }
      if (failures.length > 0) showFailures(failures);
      onDone?.();
    },
    onError: (error, _variables, context) => {
      context?.undo();
      if (!quiet) toastFailed(error, t`The change was refused`);
    },
    onSettled: (_outcome, _error, { tickets }) =>
      refreshTickets(
        client,
        tickets.map(({ id }) => id),
      ),
  });
}

function foreseen(change: Change, me: Me): TicketPatch {
  if (change.kind === 'transition') {
    const { to, pending_reason } = change.transition;
    return { status: to, pending_reason: pending_reason ?? null };
  }
  if (change.kind === 'priority') return { priority: change.priority.priority };
  if (change.kind === 'assign' && change.assign.assignee_id === 'me') {
    return { assignee: { id: me.id, name: me.name } };
  }
  return {};
}
