import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { commentsQuery } from '@/api/tickets';
import type { Ticket } from '@/api/types';

/** The newest message its writer had before them when they began to write: what came later may cross theirs. */
export function useSeen(ticket: Ticket, name: string, text: string) {
  const { data } = useQuery(commentsQuery(name));
  const newest = data?.items.at(-1)?.created_at ?? (data ? ticket.created_at : undefined);
  const began = useRef<string | undefined>(undefined);
  const writes = text !== '';
  useEffect(() => {
    if (!writes) began.current = undefined;
    else if (began.current === undefined) began.current = newest;
  }, [writes, newest]);
  return {
    until: () => began.current ?? newest,
    forget: () => {
      began.current = undefined;
    },
  };
}
