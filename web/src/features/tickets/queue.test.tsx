import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SavedView } from '@/api/desk-types';
import { addNews, clearNews } from '@/lib/live-news';
import { ana, aTicket, ben, pageOf } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for it.
import './pages/QueuePage';

const manager = {
  ...ben,
  permissions: [...ben.permissions, 'tickets.read_all', 'tickets.override_priority', 'tickets.bulk'],
};
const other = aTicket({
  id: 'ticket-482',
  number: 'TKT-2026-000482',
  title: 'Printer is blank',
  assignee: null,
});

const laptops: SavedView = {
  id: 'view-1',
  name: 'Laptops by status',
  scope: 'team',
  team: { id: 'team-ph', name: 'IT Support PH' },
  owner: { id: 'user-ben', name: 'Ben Santos' },
  filters: { view: 'queue', tag: 'laptop' },
  sort: '-updated_at',
  columns: ['priority', 'requester'],
  grouping: 'status',
  may_edit: true,
  version: 3,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
};
const counts = [
  { key: 'unassigned', count: 7, is_more: false },
  { key: 'view-1', count: 500, is_more: true },
];

/** Answer the list and say what was asked, the counts of the views aside. */
function listing(rows = [aTicket(), other]): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(url('/api/tickets'), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(pageOf(rows));
    }),
    http.get(url('/api/tickets/views'), () => HttpResponse.json({ items: [laptops], counts })),
  );
  return asked;
}

beforeEach(() => {
  clearNews();
  // Rows are drawn for what is visible; jsdom has no sizes of its own.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

const grid = () => screen.findByRole('grid', { name: 'Tickets' });

describe('the queue', () => {
  it('starts with my open tickets and counts the views', async () => {
    const asked = listing();
    const { container } = renderApp('/queue', ben);
    expect(await within(await grid()).findByText('VPN drops every ten minutes')).toBeVisible();
    expect(asked[0]?.get('assignee')).toBe('me');
    expect(await screen.findByRole('link', { name: 'Unassigned 7' })).toBeVisible();
    await expectAccessible(container);
  });

  it('opens a saved view with its filters, order, columns and groups', async () => {
    const asked = listing([
      aTicket(),
      other,
      aTicket({ id: 't-3', number: 'TKT-2026-000483', status: 'pending' }),
    ]);
    renderApp('/queue?saved=view-1', ben);
    const rows = within(await grid());
    expect(asked.map(String)).toContain('view=queue&tag=laptop&sort=-updated_at');
    expect(rows.getAllByRole('rowheader').map((head) => head.textContent)).toEqual([
      'In progress',
      'Pending',
    ]);
    expect(rows.getByRole('columnheader', { name: /Requester/ })).toBeVisible();
    expect(rows.queryByRole('columnheader', { name: /Assignee/ })).toBeNull();
    expect(await screen.findByRole('link', { name: 'Laptops by status 500+' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  it('keeps the list as it is as a view', async () => {
    listing();
    const kept: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/views'), async ({ request }) => {
        kept.push(await request.json());
        return HttpResponse.json(laptops, { status: 201 });
      }),
    );
    const { user, router } = renderApp('/queue?view=team&priority=P1', ben);
    await grid();
    await user.click(await screen.findByRole('button', { name: 'View options' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save as a new view…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: /Name/ }), 'Urgent here');
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Who has it' }), 'team-ph');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ saved: 'view-1' }));
    expect(kept).toEqual([
      {
        name: 'Urgent here',
        scope: 'team',
        team_id: 'team-ph',
        filters: { view: 'queue', team: 'me', priority: 'P1' },
        sort: 'queue',
        columns: [],
        grouping: null,
      },
    ]);
  });

  it('asks the server for every filter of the address', async () => {
    const asked = listing();
    renderApp(
      '/queue?view=all&status=new,pending&resolved_from=2026-11-01T00:00:00Z&breached=true&tag=vpn',
      ben,
    );
    await grid();
    const { resolved_from, ...rest } = Object.fromEntries(asked[0] ?? []);
    expect(rest).toMatchObject({
      view: 'all',
      status: 'new,pending',
      breached: 'true',
      tag: 'vpn',
      sort: 'queue',
    });
    expect(resolved_from).toContain('2026-11-01');
    expect(screen.getByRole('button', { name: /Remove the filter Resolved from/ })).toBeVisible();
  });

  it('says why it is empty and offers to clear the filters', async () => {
    listing([]);
    const { user, router } = renderApp('/queue?view=pending&priority=P1', ben);
    await screen.findByText('No ticket fits these filters');
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
    await waitFor(() => expect(router.state.location.search).toEqual({ view: 'pending' }));
  });

  it('shows a failure with a way to try again', async () => {
    server.use(http.get(url('/api/tickets'), () => problem(503, 'unavailable')));
    const { user } = renderApp('/queue', ben);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByText('req-1')).toBeVisible();
    listing();
    await user.click(retry);
    expect(await grid()).toBeVisible();
  });

  it('keeps new tickets behind a pill until they are asked for', async () => {
    listing();
    addNews('ticket-482');
    const { user } = renderApp('/queue?view=all', ben);
    addNews('ticket-482');
    const rows = within(await grid());
    await user.click(await screen.findByRole('button', { name: '1 new' }));
    expect(await rows.findByText('Printer is blank')).toBeVisible();
    expect(screen.queryByRole('button', { name: '1 new' })).toBeNull();
  });

  it('keeps requesters out', async () => {
    renderApp('/queue', ana);
    expect(
      await screen.findByRole('heading', { name: 'Your role does not include this page' }),
    ).toBeVisible();
  });
});

describe('working in the queue', () => {
  it('takes a ticket by key and takes the name back where that is refused', async () => {
    listing([other]);
    const asked: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/assign'), async ({ request }) => {
        asked.push(await request.json());
        return problem(409, 'ticket_finished');
      }),
    );
    const { user } = renderApp('/queue?view=unassigned', ben);
    const title = await within(await grid()).findByText('Printer is blank');
    const row = title.closest('[role="row"]') as HTMLElement;
    row.focus();
    await user.keyboard('i');
    expect(await screen.findByText(/refused: ticket_finished/)).toBeVisible();
    expect(asked).toEqual([{ assignee_id: 'me' }]);
    await waitFor(() => expect(within(row).getByText('Nobody')).toBeVisible());
  });

  it('changes many and tells which were refused', async () => {
    listing();
    const bodies: Record<string, unknown>[] = [];
    server.use(
      http.post(url('/api/tickets/bulk'), async ({ request }) => {
        bodies.push((await request.json()) as Record<string, unknown>);
        return HttpResponse.json({
          items: [
            { id: 'ticket-481', ok: true, version: 4, code: null, detail: null },
            { id: 'ticket-482', ok: false, version: null, code: 'forbidden', detail: 'Not yours to work.' },
          ],
          done: 1,
          failed: 1,
        });
      }),
    );
    const { user } = renderApp('/queue?view=all', manager);
    await grid();
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }));
    const bar = await screen.findByRole('region', { name: 'Selected tickets' });
    await user.click(within(bar).getByRole('button', { name: 'Priority' }));
    const dialog = await screen.findByRole('dialog', { name: 'Set the priority' });
    await user.click(within(dialog).getByRole('radio', { name: /P1/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Set priority' }));
    expect(within(dialog).getByText('Please fill this in.')).toBeVisible();
    await user.type(within(dialog).getByLabelText(/Reason/), 'The whole site stands still');
    await user.click(within(dialog).getByRole('button', { name: 'Set priority' }));
    const failures = await screen.findByRole('dialog', { name: 'Some tickets were not changed' });
    expect(within(failures).getByText('Not yours to work.')).toBeVisible();
    expect(within(failures).getByText(/TKT-2026-000482/)).toBeVisible();
    expect(bodies).toEqual([
      {
        ids: ['ticket-481', 'ticket-482'],
        action: 'priority',
        priority: { priority: 'P1', reason: 'The whole site stands still' },
      },
    ]);
  });

  it('takes a change of many back from its message, by key', async () => {
    listing();
    const undone: string[] = [];
    const change = { state: 'undone', returned: 2, kept: 0 };
    server.use(
      http.post(url('/api/tickets/bulk'), () =>
        HttpResponse.json({
          items: [aTicket(), other].map(({ id }) => ({ id, ok: true, version: 4, code: null, detail: null })),
          done: 2,
          failed: 0,
          change_id: 'change-1',
        }),
      ),
      http.post(url('/api/tickets/bulk-changes/:id/undo'), ({ params }) => {
        undone.push(String(params.id));
        return HttpResponse.json(change);
      }),
      http.get(url('/api/tickets/bulk-changes/:id'), () => HttpResponse.json(change)),
    );
    const { user } = renderApp('/queue?view=all', ben);
    await grid();
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }));
    await user.keyboard('i');
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeVisible();
    await user.keyboard('u');
    expect(await screen.findByText('2 tickets are as they were')).toBeVisible();
    expect(undone).toEqual(['change-1']);
  });

  it('has a job change every ticket of the list', async () => {
    const asked: unknown[] = [];
    server.use(
      http.get(url('/api/tickets'), () => HttpResponse.json({ ...pageOf([aTicket(), other]), total: 240 })),
      http.post(url('/api/tickets/bulk-changes'), async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ id: 'change-2' }, { status: 201 });
      }),
    );
    const { user } = renderApp('/queue?view=team', ben);
    await grid();
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }));
    await user.click(await screen.findByRole('button', { name: 'Select all 240 matching' }));
    expect(screen.getByText('240 selected')).toBeVisible();
    await user.keyboard('i');
    expect(await screen.findByRole('link', { name: 'See how far it is' })).toHaveAttribute(
      'href',
      '/queue/bulk/change-2',
    );
    expect(asked).toEqual([
      {
        action: 'assign',
        assign: { assignee_id: 'me' },
        filters: { view: 'queue', team: 'me' },
        expected: 240,
      },
    ]);
  });

  it('hides the priority of many from those who may not set it', async () => {
    listing();
    const { user } = renderApp('/queue?view=all', ben);
    await grid();
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }));
    const bar = await screen.findByRole('region', { name: 'Selected tickets' });
    expect(within(bar).queryByRole('button', { name: 'Priority' })).toBeNull();
  });
});
