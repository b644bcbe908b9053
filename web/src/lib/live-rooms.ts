import { useEffect } from 'react';

type Emit = (event: 'ticket.watch' | 'ticket.unwatch', data: { id: string }) => void;

interface Watchers {
  add: (id: string) => void;
  remove: (id: string) => void;
}

/** Tickets on screen, with how many components show each; kept over reconnects. */
const wanted = new Map<string, number>();
let channel: Watchers | null = null;

export function createWatchers(emit: Emit): Watchers {
  return {
    add: (id) => emit('ticket.watch', { id }),
    remove: (id) => emit('ticket.unwatch', { id }),
  };
}

/** The bridge calls this with a channel on every (re)connect and with null when the socket is gone. */
export function setWatchChannel(next: Watchers | null): void {
  channel = next;
  if (next) for (const id of wanted.keys()) next.add(id);
}

export function watchTicket(id: string): () => void {
  const count = wanted.get(id) ?? 0;
  wanted.set(id, count + 1);
  if (count === 0) channel?.add(id);
  return () => {
    const left = (wanted.get(id) ?? 1) - 1;
    if (left > 0) {
      wanted.set(id, left);
      return;
    }
    wanted.delete(id);
    channel?.remove(id);
  };
}

/** Hear about one ticket while the caller is on screen; the server checks that it may be seen. */
export function useWatchTicket(id: string | undefined): void {
  useEffect(() => (id ? watchTicket(id) : undefined), [id]);
}
