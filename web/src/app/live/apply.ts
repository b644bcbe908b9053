import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { ticketKeys } from '@/api/tickets';
import type { LivePayload, Page, Ticket, TicketSummary } from '@/api/types';
import { addNews } from '@/lib/live-news';
import { type CachedTicket, type Effect, planFor, ticketOf } from './plan';

/** Bursts (a bulk change of 200 tickets) lead to one refetch of the lists, not 200. */
const GATHER_MS = 250;
/** Figures follow tickets as well, but counting is dearer than listing. */
const COUNT_MS = 3_000;
/** As `dashboardKeys.all`, which the shell need not load for this. */
const FIGURES = ['dashboard'];

type Lists = InfiniteData<Page<TicketSummary>>;

export interface Applier {
  apply: (type: string, payload: LivePayload) => void;
  refetchAll: () => void;
  stop: () => void;
}

export function createApplier(client: QueryClient): Applier {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let counting: ReturnType<typeof setTimeout> | undefined;

  function gatherLists(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: ticketKeys.lists() });
    }, GATHER_MS);
    gatherFigures();
  }

  function gatherFigures(): void {
    counting ??= setTimeout(() => {
      counting = undefined;
      void client.invalidateQueries({ queryKey: FIGURES });
    }, COUNT_MS);
  }

  function run(effect: Effect): void {
    if (effect.do === 'refetch-lists') gatherLists();
    else if (effect.do === 'announce-ticket') {
      addNews(effect.id);
      gatherFigures();
    } else if (effect.do === 'refetch') void client.invalidateQueries({ queryKey: effect.key });
    else for (const key of detailKeys(client, effect.id)) runOnTicket(client, effect.do, key);
  }

  return {
    apply: (type, payload) => {
      const cached = findTicket(client, ticketOf(payload));
      for (const effect of planFor(type, payload, { cached })) run(effect);
    },
    refetchAll: () => void client.invalidateQueries(),
    stop: () => {
      clearTimeout(timer);
      clearTimeout(counting);
    },
  };
}

function runOnTicket(client: QueryClient, what: Effect['do'], key: string): void {
  if (what === 'forget-ticket') {
    client.removeQueries({ queryKey: ticketKeys.detail(key) });
  } else if (what === 'refetch-comments') {
    void client.invalidateQueries({ queryKey: ticketKeys.comments(key) });
    void client.invalidateQueries({ queryKey: ticketKeys.attachments(key) });
  } else {
    void client.invalidateQueries({ queryKey: ticketKeys.detail(key) });
  }
}

/** A ticket may be cached under its id and under its number: both are the same ticket. */
function detailKeys(client: QueryClient, id: string): string[] {
  const keys = new Set([id]);
  for (const [key, ticket] of client.getQueriesData<Ticket>({ queryKey: ticketKeys.details() })) {
    const name = key[2];
    if (typeof name === 'string' && key.length === 3 && ticket?.id === id) keys.add(name);
  }
  return [...keys];
}

export function findTicket(client: QueryClient, id: string): CachedTicket | null {
  for (const [key, ticket] of client.getQueriesData<Ticket>({ queryKey: ticketKeys.details() })) {
    if (key.length === 3 && ticket?.id === id) return ticket;
  }
  for (const [, list] of client.getQueriesData<Lists>({ queryKey: ticketKeys.lists() })) {
    const row = list?.pages?.flatMap((page) => page.items).find((item) => item.id === id);
    if (row) return row;
  }
  return null;
}
