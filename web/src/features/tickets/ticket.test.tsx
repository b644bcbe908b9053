import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ticket } from '@/api/types';
import { aComment, aTicket, ben, pageOf, reference } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for it.
import './components/detail/ReplyComposer';
import './pages/DeskTicketPage';
import { clearConflict } from './components/conflict';

const PATH = '/queue/TKT-2026-000481';
const manager = {
  ...ben,
  id: 'user-mia',
  name: 'Mia Cruz',
  permissions: [...ben.permissions, 'tickets.read_all', 'tickets.override_priority', 'tickets.assign_any'],
};
const wish = {
  id: 'wish-1',
  ticket_id: 'ticket-481',
  number: 'TKT-2026-000481',
  priority: 'P1',
  reason: 'The line stands still',
  state: 'open',
  requested_by: { id: ben.id, name: ben.name },
  created_at: '2026-11-20T02:00:00Z',
  decided_by: null,
  decided_at: null,
  decision_reason: null,
};

function answer(ticket: Ticket = aTicket()) {
  const list = { items: [] as unknown[] };
  server.use(
    http.get(url('/api/tickets/:id'), () => HttpResponse.json(ticket)),
    http.get(url('/api/tickets/:id/timeline'), () => HttpResponse.json({ items: [], next_cursor: null })),
    http.get(url('/api/tickets/:id/links'), () => HttpResponse.json(list)),
    http.get(url('/api/tickets/:id/watchers'), () => HttpResponse.json(list)),
    http.get(url('/api/tickets/:id/priority-requests'), () => HttpResponse.json(list)),
    http.get(url('/api/teams/:id/members'), () => HttpResponse.json(list)),
    http.get(url('/api/reference'), () =>
      HttpResponse.json({
        ...reference,
        resolution_categories: [{ id: 'r1', key: 'fixed', name: 'Fixed' }],
      }),
    ),
  );
}

beforeEach(() => {
  clearConflict();
  answer();
  // A wide screen: the properties stand beside the conversation.
  const narrow = window.matchMedia;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({
    ...narrow(query),
    matches: query.includes('min-width'),
  }));
});

const open = async (me = ben) => {
  const app = renderApp(PATH, me);
  await screen.findByRole('heading', { level: 1, name: 'VPN drops every ten minutes' });
  return app;
};

describe('the conversation', () => {
  it('marks what only colleagues read', async () => {
    const note = aComment({ id: 'note', is_internal: true, body: 'Gateway is old' });
    server.use(
      http.get(url('/api/tickets/:id/comments'), () => HttpResponse.json(pageOf([aComment(), note]))),
    );
    const { container } = await open();
    const message = (await screen.findByText('Gateway is old')).closest('article') as HTMLElement;
    expect(within(message).getByText('Internal')).toBeVisible();
    await expectAccessible(container);
  });

  it('keeps a note and a reply apart, each with its own draft', async () => {
    const sent: unknown[] = [];
    const kept: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/comments'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aComment(), { status: 201 });
      }),
      http.put(url('/api/tickets/:id/drafts/:channel'), async ({ request, params }) => {
        const { body } = (await request.json()) as { body: string };
        kept.push([params.channel, body]);
        return HttpResponse.json({ channel: params.channel, body, updated_at: '2026-11-22T06:02:00Z' });
      }),
      http.delete(url('/api/tickets/:id/drafts/:channel'), () => new HttpResponse(null, { status: 204 })),
    );
    const { user } = await open();
    await user.type(await screen.findByLabelText('Reply to Ana Reyes'), 'We are on it');
    await user.click(screen.getByRole('radio', { name: 'Internal note' }));
    const note = screen.getByRole('textbox', { name: 'Internal note' });
    expect(note).toHaveValue('');
    await waitFor(() => expect(kept).toEqual([['reply', 'We are on it']]));
    await user.type(note, 'Firmware is old');
    await user.click(screen.getByRole('button', { name: 'Add internal note' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ body: 'Firmware is old', is_internal: true, mention_ids: [] });
    await user.click(screen.getByRole('radio', { name: 'Reply' }));
    expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue('We are on it');
  });

  it('takes up what was written in another browser', async () => {
    const draft = { channel: 'reply', body: 'Begun at home', updated_at: '2026-11-22T06:02:00Z' };
    server.use(
      http.get(url('/api/tickets/:id/composer'), () => HttpResponse.json({ drafts: [draft], held: [] })),
    );
    await open();
    await waitFor(() => expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue('Begun at home'));
    expect(screen.getByText(/^Draft saved/)).toBeVisible();
  });

  it('holds a reply, and takes it back into the box', async () => {
    const asked: unknown[] = [];
    const held = { id: 'reply-1', body: 'We are on it', state: 'held', send_at: '2099-01-01T00:00:00Z' };
    let waiting: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/held-replies'), async ({ request }) => {
        asked.push(await request.json());
        waiting = [held];
        return HttpResponse.json(held, { status: 201 });
      }),
      http.get(url('/api/tickets/:id/composer'), () => HttpResponse.json({ drafts: [], held: waiting })),
      http.post(url('/api/tickets/:id/held-replies/:reply/undo'), () => {
        waiting = [];
        return HttpResponse.json({ ...held, state: 'withdrawn' });
      }),
    );
    const { user } = await open();
    await user.type(await screen.findByLabelText('Reply to Ana Reyes'), 'We are on it');
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    expect(await screen.findByText(/^Sends in/)).toBeVisible();
    expect(asked[0]).toMatchObject({ body: 'We are on it', send_anyway: false });
    expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByText(/^Sends in/)).toBeNull());
    expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue('We are on it');
  });

  it('says that a message crossed, and sends anyway when told to', async () => {
    const asked: { send_anyway: boolean }[] = [];
    server.use(
      http.post(url('/api/tickets/:id/held-replies'), async ({ request }) => {
        const body = (await request.json()) as { send_anyway: boolean };
        asked.push(body);
        if (!body.send_anyway) return problem(409, 'newer_messages', { comment_ids: ['c-9'] });
        return HttpResponse.json(
          { id: 'r', body: 'x', state: 'sent', send_at: '2026-11-22T06:02:00Z' },
          { status: 201 },
        );
      }),
    );
    const { user } = await open();
    await user.type(await screen.findByLabelText('Reply to Ana Reyes'), 'Please restart it');
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    await user.click(await screen.findByRole('button', { name: 'Send anyway' }));
    await waitFor(() => expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue(''));
    expect(asked.map((body) => body.send_anyway)).toEqual([false, true]);
  });

  it('names colleagues with an @, by keyboard, and nobody who cannot read the note', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(url('/api/users'), () =>
        HttpResponse.json(
          pageOf([
            { id: 'user-ana', name: 'Ana Reyes', role: 'end_user' },
            { id: 'user-jo', name: 'Jomar Reyes', role: 'it_agent' },
          ] as never[]),
        ),
      ),
      http.post(url('/api/tickets/:id/comments'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aComment(), { status: 201 });
      }),
    );
    const { user } = await open();
    await user.click(await screen.findByRole('radio', { name: 'Internal note' }));
    await user.type(screen.getByRole('textbox', { name: 'Internal note' }), '@Rey');
    expect(await screen.findByText('cannot read internal notes')).toBeVisible();
    await user.keyboard('{ArrowDown}{Enter}please look');
    await user.click(screen.getByRole('button', { name: 'Add internal note' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ body: '@Jomar Reyes please look', mention_ids: ['user-jo'] });
  });

  it('keeps the words where the server refuses them', async () => {
    server.use(http.post(url('/api/tickets/:id/held-replies'), () => problem(503, 'unavailable')));
    const { user } = await open();
    await user.type(await screen.findByLabelText('Reply to Ana Reyes'), 'We are on it');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/refused: unavailable/)).toBeVisible();
    expect(screen.getByLabelText('Reply to Ana Reyes')).toHaveValue('We are on it');
  });
});

describe('changing a ticket', () => {
  it('resolves with the closure notes, and says what is missing', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/transitions'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(
          aTicket({ status: 'resolved', version: 4, allowed_transitions: ['closed'] }),
        );
      }),
    );
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Change the status' });
    await user.click(within(dialog).getByRole('button', { name: 'Resolved' }));
    expect(within(dialog).getAllByText('Please fill this in.')).toHaveLength(3);
    await user.type(within(dialog).getByLabelText(/What solved it/), 'Firmware updated');
    await user.selectOptions(within(dialog).getByLabelText(/Kind of solution/), 'Fixed');
    await user.type(within(dialog).getByLabelText(/Root cause/), 'Old firmware');
    await user.click(within(dialog).getByRole('button', { name: 'Resolved' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([
      {
        to: 'resolved',
        resolution_summary: 'Firmware updated',
        resolution_category: 'Fixed',
        root_cause: 'Old firmware',
      },
    ]);
  });

  it('shows what somebody else changed meanwhile and applies mine on top', async () => {
    const versions: (string | null)[] = [];
    server.use(
      http.patch(url('/api/tickets/:id'), ({ request }) => {
        versions.push(request.headers.get('If-Match'));
        if (versions.length > 1) return HttpResponse.json(aTicket({ version: 5, tags: ['vpn'] }));
        answer(aTicket({ version: 4, assignee: { id: 'x', name: 'Cy Tan' } }));
        return problem(412, 'stale_version', { current_version: 4 });
      }),
    );
    const { user } = await open();
    const tags = await screen.findByLabelText('Tags', { selector: 'input' });
    await user.type(tags, 'vpn{Enter}');
    expect(await screen.findByText(/Your change was not saved/)).toBeVisible();
    const line = await screen.findByText(/Assignee:/);
    expect(line).toHaveTextContent('Assignee: Ben Santos → Cy Tan');
    await user.click(screen.getByRole('button', { name: 'Apply mine again' }));
    await waitFor(() => expect(versions).toEqual(['"3"', '"4"']));
    await waitFor(() => expect(screen.queryByText(/Your change was not saved/)).toBeNull());
  });

  it('lets a manager decide a wish for another priority', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(url('/api/tickets/:id/priority-requests'), () => HttpResponse.json({ items: [wish] })),
      http.post(url('/api/tickets/:id/priority-requests/:wish/decide'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aTicket({ priority: 'P1', version: 4 }));
      }),
    );
    const { user } = await open(manager);
    expect(await screen.findByText('Ben Santos asks for P1')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual([{ approve: true }]));
  });

  it('lets an agent ask for a priority, not set it', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/priority-requests'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(wish, { status: 201 });
      }),
    );
    const { user } = await open();
    fireEvent.keyDown(window, { key: 'p' });
    const dialog = await screen.findByRole('dialog', { name: 'Ask for another priority' });
    await user.click(within(dialog).getByRole('radio', { name: /P1/ }));
    await user.type(within(dialog).getByLabelText(/Reason/), 'The line stands still');
    await user.click(within(dialog).getByRole('button', { name: 'Send request' }));
    await waitFor(() => expect(sent).toEqual([{ priority: 'P1', reason: 'The line stands still' }]));
  });
});

describe('what the page explains', () => {
  it('names the rule, the words and everybody who was considered', async () => {
    answer(
      aTicket({
        priority_source: 'rule',
        decision: {
          classification: {
            source: 'rule',
            rule: 'Outage',
            matched: [{ field: 'title', text: 'drops' }],
          },
          routing: {
            team: 'IT Support PH',
            rule: 'Network in the Philippines',
            assignee: 'Ben Santos',
            why: 'Ben Santos has 1 open, the fewest of 2 present.',
            candidates: [
              {
                id: 'b',
                name: 'Ben Santos',
                open_count: 1,
                capacity: null,
                last_assigned_at: null,
                not_taken: null,
              },
              {
                id: 'c',
                name: 'Cy Tan',
                open_count: 4,
                capacity: 4,
                last_assigned_at: null,
                not_taken: 'at_capacity',
              },
            ],
          },
        },
      }),
    );
    server.use(http.get(url('/api/tickets/:id/sla'), () => problem(500, 'internal')));
    const { user, container } = await open();
    await user.click(screen.getByRole('tab', { name: 'Why?' }));
    expect(await screen.findByText('Set by a rule: Outage')).toBeVisible();
    expect(screen.getByText('drops')).toBeVisible();
    const row = screen.getByText('Cy Tan').closest('tr') as HTMLElement;
    expect(within(row).getByText('has as many as allowed')).toBeVisible();
    expect(within(row).getByText('4 / 4')).toBeVisible();
    // A part that fails leaves the rest of the explanation standing.
    expect(await screen.findByText('This could not be loaded')).toBeVisible();
    await expectAccessible(container);
  });

  it('says the same for a ticket that is missing and one that is hidden', async () => {
    server.use(http.get(url('/api/tickets/:id'), () => problem(404, 'ticket_not_found')));
    renderApp(PATH, ben);
    expect(await screen.findByRole('heading', { level: 1 })).toBeVisible();
    expect(screen.queryByText('VPN drops every ten minutes')).toBeNull();
  });
});
