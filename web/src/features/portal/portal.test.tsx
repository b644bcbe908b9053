import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { aComment, ana, aTicket, pageOf } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for them.
import './components/PromiseCard';
import './components/Sent';
import './components/Similar';
import './pages/NewTicketPage';
import './pages/TicketPage';

interface Sent {
  body: Record<string, unknown>;
  key: string | null;
}

function receiveTickets(answer: (sent: Sent, count: number) => Response): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.post(url('/api/tickets'), async ({ request }) => {
      const one = {
        body: (await request.json()) as Sent['body'],
        key: request.headers.get('Idempotency-Key'),
      };
      sent.push(one);
      return answer(one, sent.length);
    }),
  );
  return sent;
}

const created = ({ body }: Sent) =>
  HttpResponse.json(aTicket({ title: String(body.title) }), { status: 201 });
const submit = () => screen.getByRole('button', { name: 'Submit' });

describe('a new ticket', () => {
  it('takes three actions: open it, type, submit', async () => {
    const sent = receiveTickets(created);
    const { user, container, router } = renderApp('/new', ana);
    await user.type(await screen.findByLabelText('What is wrong?'), 'VPN drops every ten minutes');
    expect(screen.getByLabelText('Category')).toHaveValue('Network');
    expect(screen.getByLabelText('Where are you?')).toHaveValue('Philippines');
    expect(await screen.findByText('Goes to Network')).toBeVisible();
    await expectAccessible(container);
    await user.click(submit());
    expect(await screen.findByText('Thank you, we have it: TKT-2026-000481')).toBeVisible();
    expect(router.state.location.pathname).toBe('/tickets/TKT-2026-000481');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(sent[0]?.body).toEqual({
      type: 'incident',
      title: 'VPN drops every ten minutes',
      description: 'VPN drops every ten minutes',
      category: 'Network',
      subcategory: 'VPN',
      location: 'Philippines',
      business_impact: 'Affected: just me. Work goes on, but slowly.',
      impact: 'one',
      urgency: 'medium',
    });
    expect(localStorage.getItem(`itsm-draft:${ana.id}:new-ticket`)).toBeNull();
  });

  it('asks for a few words and leads to the field', async () => {
    const sent = receiveTickets(created);
    const { user } = renderApp('/new', ana);
    await screen.findByLabelText('What is wrong?');
    await user.click(submit());
    expect(await screen.findByText('Say in a few words what it is about.')).toBeVisible();
    await waitFor(() => expect(screen.getByLabelText('What is wrong?')).toHaveFocus());
    expect(sent).toEqual([]);
  });

  it('shows what the server refuses at its field and keeps the words', async () => {
    const errors = [{ field: 'location', code: 'unknown', message: 'There is no such place.' }];
    receiveTickets(() => problem(422, 'invalid', { errors }));
    const { user } = renderApp('/new', ana);
    await user.type(await screen.findByLabelText('What is wrong?'), 'Keyboard has coffee in it');
    await user.click(submit());
    expect(await screen.findByText('There is no such place.')).toBeVisible();
    expect(screen.getByText('Please look at the marked fields.')).toBeVisible();
    expect(screen.getByLabelText('What is wrong?')).toHaveValue('Keyboard has coffee in it');
  });

  it('warns of a duplicate and submits anyway when told to', async () => {
    const candidate = {
      id: 'd',
      number: 'TKT-2026-000007',
      title: 'VPN again',
      status: 'new',
      created_at: '2026-11-20T00:00:00Z',
      similarity: 0.9,
    };
    const sent = receiveTickets((one) =>
      one.body.confirm_duplicate
        ? created(one)
        : problem(409, 'possible_duplicate', { candidates: [candidate] }),
    );
    const { user } = renderApp('/new', ana);
    await user.type(await screen.findByLabelText('What is wrong?'), 'VPN drops every ten minutes');
    await user.click(submit());
    const warning = await screen.findByRole('alert');
    expect(within(warning).getByRole('link', { name: 'VPN again' })).toHaveAttribute(
      'href',
      '/tickets/TKT-2026-000007',
    );
    await user.click(within(warning).getByRole('button', { name: 'Submit anyway' }));
    expect(await screen.findByText(/Thank you, we have it/)).toBeVisible();
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });

  it('repeats a lost request with the same key', async () => {
    const sent = receiveTickets((one, count) => (count === 1 ? HttpResponse.error() : created(one)));
    const { user } = renderApp('/new', ana);
    await user.type(await screen.findByLabelText('What is wrong?'), 'Screen flickers at noon');
    await user.click(submit());
    expect(await screen.findByText(/nothing you wrote is lost/)).toBeVisible();
    await user.click(submit());
    expect(await screen.findByText(/Thank you, we have it/)).toBeVisible();
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });

  it('comes back after a reload', async () => {
    const draft = { at: Date.now(), value: { title: 'Half a thought', description: 'more of it' } };
    localStorage.setItem(`itsm-draft:${ana.id}:new-ticket`, JSON.stringify(draft));
    renderApp('/new', ana);
    expect(await screen.findByLabelText('What is wrong?')).toHaveValue('Half a thought');
    expect(screen.getByLabelText('Details')).toHaveValue('more of it');
  });

  it('refuses files the server would refuse', async () => {
    const { user, container } = renderApp('/new', ana);
    await screen.findByLabelText('What is wrong?');
    await waitFor(() => expect(container.querySelector('input[type="file"]')).not.toBeNull());
    const input = container.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) throw new Error('no file input');
    input.removeAttribute('accept');
    await user.upload(input, [
      new File(['x'], 'run.exe'),
      new File(['x'], 'screen.png', { type: 'image/png' }),
    ]);
    expect(await screen.findByText(/run.exe is of a kind that is not accepted/)).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Remove screen.png' })).toBeVisible();
  });
});

describe('an own ticket', () => {
  beforeEach(() => {
    server.use(http.get(url('/api/tickets/:id/comments'), () => HttpResponse.json(pageOf([aComment()]))));
  });

  it('shows the conversation, and sends a reply', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/:id/comments'), async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aComment({ id: 'c2' }), { status: 201 });
      }),
    );
    const { user, container } = renderApp('/tickets/TKT-2026-000481', ana);
    expect(await screen.findByText('The gateway was restarted. Does it work now?')).toBeVisible();
    expect(screen.getByText('Being worked on')).toHaveTextContent('Being worked on');
    await expectAccessible(container);
    await user.type(screen.getByLabelText('Your reply'), 'It dropped again.');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(bodies).toEqual([{ body: 'It dropped again.', is_internal: false }]));
    await waitFor(() => expect(screen.getByLabelText('Your reply')).toHaveValue(''));
  });

  it('keeps the reply when it could not be sent', async () => {
    const errors = [{ field: 'body', code: 'too_long', message: 'Too long by half.' }];
    server.use(http.post(url('/api/tickets/:id/comments'), () => problem(422, 'invalid', { errors })));
    const { user } = renderApp('/tickets/TKT-2026-000481', ana);
    await user.type(await screen.findByLabelText('Your reply'), 'Words');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('Too long by half.')).toBeVisible();
    expect(screen.getByLabelText('Your reply')).toHaveValue('Words');
  });

  it('that is solved can be reopened with a reason', async () => {
    const reasons: unknown[] = [];
    server.use(
      http.get(url('/api/tickets/:id'), () => HttpResponse.json(aTicket({ status: 'resolved' }))),
      http.post(url('/api/tickets/:id/reopen'), async ({ request }) => {
        reasons.push(await request.json());
        return HttpResponse.json(aTicket({ status: 'reopened' }));
      }),
    );
    const { user } = renderApp('/tickets/TKT-2026-000481', ana);
    await user.click(await screen.findByRole('button', { name: 'No, still broken' }));
    await user.click(screen.getByRole('button', { name: 'Reopen the ticket' }));
    expect(await screen.findByText('A few words more, please.')).toBeVisible();
    await user.type(screen.getByLabelText('What is still wrong?'), 'It dropped at noon');
    await user.click(screen.getByRole('button', { name: 'Reopen the ticket' }));
    await waitFor(() => expect(reasons).toEqual([{ reason: 'It dropped at noon' }]));
  });

  it('of somebody else is not here', async () => {
    server.use(http.get(url('/api/tickets/:id'), () => problem(404, 'ticket_not_found')));
    renderApp('/tickets/TKT-2026-999999', ana);
    expect(await screen.findByRole('heading', { name: 'This page is not here' })).toBeVisible();
  });
});

describe('my tickets', () => {
  it('asks only for own ones and says when there are none', async () => {
    const asked: string[] = [];
    server.use(
      http.get(url('/api/tickets'), ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json(pageOf([]));
      }),
    );
    renderApp('/tickets', ana);
    expect(await screen.findByText('No open tickets')).toBeVisible();
    expect(asked.every((search) => search.includes('requester=me'))).toBe(true);
  });

  it('offers a retry when they cannot be loaded', async () => {
    let broken = true;
    server.use(
      http.get(url('/api/tickets'), () =>
        broken ? problem(503, 'unavailable') : HttpResponse.json(pageOf([aTicket()])),
      ),
    );
    const { user } = renderApp('/tickets', ana);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByText('req-1')).toBeVisible();
    broken = false;
    await user.click(retry);
    expect(await screen.findByText('VPN drops every ten minutes')).toBeVisible();
  });
});
