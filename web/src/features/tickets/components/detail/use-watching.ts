import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/auth';
import { unwatchTicket, watchersQuery, watchTicketAs } from '@/api/desk';
import type { Ticket } from '@/api/types';
import { toastFailed } from '@/lib/toast';

/** Who follows a ticket, and the ways in and out. */
export function useWatching(ticket: Ticket, name: string) {
  const { t } = useLingui();
  const me = useMe();
  const { data: watchers = [], refetch } = useQuery(watchersQuery(name));
  const isWatching = watchers.some(({ id }) => id === me.id);
  const change = useMutation({
    mutationFn: async ({ id, follow }: { id: string; follow: boolean }) => {
      if (follow) await watchTicketAs(ticket.id, id);
      else await unwatchTicket(ticket.id, id);
    },
    onError: (error) => toastFailed(error, t`The watchers were not changed`),
    onSettled: () => refetch(),
  });
  return {
    watchers,
    isWatching,
    toggle: () => change.mutate({ id: 'me', follow: !isWatching }),
    add: (id: string) => change.mutate({ id, follow: true }),
    remove: (id: string) => change.mutate({ id, follow: false }),
  };
}
