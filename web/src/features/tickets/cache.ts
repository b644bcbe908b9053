import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { ticketKeys } from '@/api/tickets';
import type { Page, Ticket, TicketSummary } from '@/api/types';

type Lists = InfiniteData<Page<TicketSummary>>;
export type TicketPatch = Partial<
  Pick<TicketSummary, 'status' | 'priority' | 'assignee' | 'team' | 'tags' | 'pending_reason' | 'category'>
>;

const detailEntries = (client: QueryClient) =>
  client
    .getQueriesData<Ticket>({ queryKey: ticketKeys.details() })
    .filter(([key, ticket]) => key.length === 3 && ticket !== undefined);

const mapRows = (list: Lists, change: (row: TicketSummary) => TicketSummary): Lists => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })),
});

/** Show a change before the server has answered; the returned function takes it back. */
export function patchTickets(client: QueryClient, ids: readonly string[], patch: TicketPatch): () => void {
  const wanted = new Set(ids);
  const undo: (() => void)[] = [];
  for (const [key, ticket] of detailEntries(client)) {
    if (!ticket || !wanted.has(ticket.id)) continue;
    client.setQueryData<Ticket>(key, { ...ticket, ...patch });
    undo.push(() => client.setQueryData(key, ticket));
  }
  for (const [key, list] of client.getQueriesData<Lists>({ queryKey: ticketKeys.lists() })) {
    if (!list?.pages.some((page) => page.items.some((row) => wanted.has(row.id)))) continue;
    const change = (row: TicketSummary) => (wanted.has(row.id) ? { ...row, ...patch } : row);
    client.setQueryData<Lists>(key, mapRows(list, change));
    undo.push(() => client.setQueryData(key, list));
  }
  return () => {
    for (const step of undo) step();
  };
}

/** Put the server's answer everywhere the ticket is shown; an older version never replaces a newer one. */
export function storeTicket(client: QueryClient, ticket: Ticket): void {
  for (const [key, shown] of detailEntries(client)) {
    if (shown?.id === ticket.id && shown.version <= ticket.version) client.setQueryData(key, ticket);
  }
  for (const [key, list] of client.getQueriesData<Lists>({ queryKey: ticketKeys.lists() })) {
    if (!list) continue;
    const change = (row: TicketSummary) =>
      row.id === ticket.id && row.version <= ticket.version ? summaryOf(row, ticket) : row;
    client.setQueryData<Lists>(key, mapRows(list, change));
  }
}

/** The ticket as a row: a row keeps its shape, so that a whole ticket does not sit in every list. */
function summaryOf(row: TicketSummary, ticket: Ticket): TicketSummary {
  const names = Object.keys(row) as (keyof TicketSummary)[];
  return Object.fromEntries(names.map((name) => [name, ticket[name]])) as unknown as TicketSummary;
}

/** Lists, counts and everything below one ticket are asked for again. */
export function refreshTickets(client: QueryClient, ids: readonly string[] = []): void {
  void client.invalidateQueries({ queryKey: ticketKeys.lists() });
  void client.invalidateQueries({ queryKey: ['ticket-views'] });
  const wanted = new Set(ids);
  for (const [key, ticket] of detailEntries(client)) {
    if (ticket && wanted.has(ticket.id)) void client.invalidateQueries({ queryKey: key });
  }
}

/** The rows of every loaded page, each ticket once: pages overlap when rows move between two requests. */
export function rowsOf(list: Lists | undefined): TicketSummary[] {
  const seen = new Map<string, TicketSummary>();
  for (const page of list?.pages ?? []) {
    for (const row of page.items) if (!seen.has(row.id)) seen.set(row.id, row);
  }
  return [...seen.values()];
}
