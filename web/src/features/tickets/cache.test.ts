import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { ticketKeys } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { aTicket, pageOf } from '@/test/fixtures';
import { patchTickets, rowsOf, storeTicket } from './cache';

const LIST = ticketKeys.list({ view: 'all' });
const DETAIL = ticketKeys.detail('TKT-2026-000481');
let client: QueryClient;

const listed = () => rowsOf(client.getQueryData(LIST));
const shown = () => client.getQueryData<Ticket>(DETAIL);

beforeEach(() => {
  client = new QueryClient();
  const rows = [aTicket(), aTicket({ id: 'other', number: 'TKT-2026-000482' })];
  client.setQueryData(LIST, { pages: [pageOf(rows)], pageParams: [undefined] });
  client.setQueryData(DETAIL, aTicket());
});

describe('patchTickets', () => {
  it('shows a change in lists and on the page at once, and takes it back', () => {
    const undo = patchTickets(client, ['ticket-481'], { status: 'pending' });
    expect(listed().map((row) => row.status)).toEqual(['pending', 'in_progress']);
    expect(shown()?.status).toBe('pending');
    undo();
    expect(listed()[0]?.status).toBe('in_progress');
    expect(shown()?.status).toBe('in_progress');
  });
});

describe('storeTicket', () => {
  it('takes a newer version everywhere', () => {
    storeTicket(client, aTicket({ version: 4, priority: 'P1' }));
    expect(listed()[0]?.priority).toBe('P1');
    expect(shown()?.version).toBe(4);
  });

  it('ignores an answer that is older than what is shown', () => {
    client.setQueryData(DETAIL, aTicket({ version: 9, priority: 'P4' }));
    storeTicket(client, aTicket({ version: 4, priority: 'P1' }));
    expect(shown()?.priority).toBe('P4');
  });
});

describe('rowsOf', () => {
  it('lists a ticket once that moved between two pages', () => {
    const page = pageOf([aTicket()]);
    expect(rowsOf({ pages: [page, page], pageParams: [undefined, 'next'] })).toHaveLength(1);
    expect(rowsOf(undefined)).toEqual([]);
  });
});
