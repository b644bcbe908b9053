import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { ticketKeys } from '@/api/tickets';
import { useNews } from '@/lib/live-news';
import { aTicket, pageOf } from '@/test/fixtures';
import { createApplier } from './apply';
import { planFor } from './plan';

const cached = { id: 't1', version: 5 };

describe('planFor', () => {
  it('renews the lists of teams and people on whatever happens to them', () => {
    const about = (type: string) => ({ id: 'x', version: 2, type });
    expect(planFor('team.updated', about('team'), { cached: null })).toEqual([
      { do: 'refetch', key: ['teams'] },
    ]);
    expect(planFor('team.member_added', about('team'), { cached: null })).toEqual([
      { do: 'refetch', key: ['teams'] },
    ]);
    expect(planFor('user.role_changed', about('user'), { cached: null })).toEqual([
      { do: 'refetch', key: ['users'] },
    ]);
  });

  it('drops the echo of an edit this page already shows', () => {
    expect(planFor('ticket.updated', { id: 't1', version: 5 }, { cached })).toEqual([]);
    expect(planFor('ticket.updated', { id: 't1', version: 4 }, { cached })).toEqual([]);
  });

  it('fetches a newer version again, with the lists it may move in', () => {
    expect(planFor('ticket.assigned', { id: 't1', version: 6 }, { cached })).toEqual([
      { do: 'refetch-ticket', id: 't1' },
      { do: 'refetch-lists' },
    ]);
  });

  it('only renews lists for a ticket nobody looks at', () => {
    expect(planFor('sla.breached', { id: 't9', version: 2 }, { cached: null })).toEqual([
      { do: 'refetch-lists' },
    ]);
  });

  it('announces a new ticket instead of moving rows', () => {
    expect(planFor('ticket.created', { id: 't2', version: 1 }, { cached: null })).toEqual([
      { do: 'announce-ticket', id: 't2' },
    ]);
  });

  it('renews the conversation for a comment even when the version is known', () => {
    expect(planFor('comment.created', { id: 't1', version: 5 }, { cached })).toEqual([
      { do: 'refetch-comments', id: 't1' },
    ]);
  });

  it('finds the ticket of messages about something on it', () => {
    expect(planFor('sla.warning', { id: 'clock', ticket_id: 't1', version: 9 }, { cached })[0]).toEqual({
      do: 'refetch-ticket',
      id: 't1',
    });
  });

  it('ignores what this version does not know', () => {
    expect(planFor('moon.rose', { id: 'x' }, { cached: null })).toEqual([]);
    expect(planFor('reference.changed', { id: 'x' }, { cached: null })).toEqual([
      { do: 'refetch', key: ['reference'] },
    ]);
  });
});

describe('createApplier', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useNews.setState({ tickets: [] });
  });
  afterEach(() => vi.useRealTimers());

  it('renews a ticket that is cached under its number', () => {
    const client = createQueryClient();
    const ticket = aTicket({ version: 3 });
    client.setQueryData(ticketKeys.detail(ticket.number), ticket);
    const applier = createApplier(client);
    applier.apply('ticket.updated', { id: ticket.id, version: 3 });
    expect(client.getQueryState(ticketKeys.detail(ticket.number))?.isInvalidated).toBe(false);
    applier.apply('ticket.updated', { id: ticket.id, version: 4 });
    expect(client.getQueryState(ticketKeys.detail(ticket.number))?.isInvalidated).toBe(true);
    applier.stop();
  });

  it('gathers a burst into one renewal of the lists', () => {
    const client = createQueryClient();
    client.setQueryData(ticketKeys.list({}), { pages: [pageOf([aTicket()])], pageParams: [undefined] });
    const invalidate = vi.spyOn(client, 'invalidateQueries');
    const applier = createApplier(client);
    for (let version = 10; version < 210; version += 1)
      applier.apply('ticket.updated', { id: `t${version}`, version });
    expect(invalidate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);
    expect(invalidate).toHaveBeenCalledTimes(1);
    applier.stop();
  });

  it('keeps new tickets for the pill, each once', () => {
    const applier = createApplier(createQueryClient());
    applier.apply('ticket.created', { id: 'n1', version: 1 });
    applier.apply('ticket.created', { id: 'n1', version: 1 });
    expect(useNews.getState().tickets).toEqual(['n1']);
    applier.stop();
  });
});
