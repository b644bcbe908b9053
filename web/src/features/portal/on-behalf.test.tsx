import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Me } from '@/api/types';
import { ana, aTicket, ben } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for them.
import './components/ForWhom';
import './components/Raised';
import './components/Similar';
import './pages/NewTicketPage';

const agent: Me = { ...ben, permissions: [...ben.permissions, 'tickets.create_for_others'] };
const candidate = {
  id: 'd',
  number: 'TKT-2026-000007',
  title: 'VPN again',
  status: 'new',
  created_at: '2026-11-20T00:00:00Z',
  similarity: 0.9,
};

/** Take tickets and keep what was sent; `answer` decides. */
function receive(answer: (body: Record<string, unknown>) => Response): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.post(url('/api/tickets'), async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      return answer(body);
    }),
  );
  return sent;
}

const forAna = (team = 'team-ph') =>
  HttpResponse.json(aTicket({ assignee: null, team: { id: team, name: 'Somewhere' } }), { status: 201 });

beforeEach(() => {
  server.use(
    http.get(url('/api/users'), () =>
      HttpResponse.json({
        items: [{ id: ana.id, name: ana.name }],
        next_cursor: null,
        total: 1,
        total_is_estimate: false,
      }),
    ),
  );
});

async function describeFor(person: string) {
  const rendered = renderApp('/new', agent);
  await rendered.user.type(await screen.findByRole('combobox', { name: 'For whom?' }), person.slice(0, 3));
  // jsdom lays nothing out, so the list counts as hidden.
  await rendered.user.click(await screen.findByRole('option', { name: person, hidden: true }));
  await rendered.user.type(screen.getByLabelText('What is wrong?'), 'VPN drops every ten minutes');
  return rendered;
}

describe('a ticket for somebody else', () => {
  it('carries the person, asks about them and ends with the number to tell them', async () => {
    const sent = receive(() => forAna());
    const { user, container } = await describeFor(ana.name);
    expect(screen.getByLabelText('Can they work?')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(await screen.findByText('TKT-2026-000481 is raised for Ana Reyes')).toBeVisible();
    expect(sent[0]).toMatchObject({
      requester_id: ana.id,
      business_impact: expect.stringContaining('one person'),
    });
    expect(screen.getByRole('link', { name: 'Open the ticket' })).toHaveAttribute(
      'href',
      '/queue/TKT-2026-000481',
    );
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Raise another' }));
    expect(await screen.findByLabelText('What is wrong?')).toHaveValue('');
    expect(screen.getByRole('combobox', { name: 'For whom?' })).toHaveValue('');
  });

  it('offers no way to a ticket that went to a team of others', async () => {
    receive(() => forAna('team-us'));
    const { user } = await describeFor(ana.name);
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    expect(await screen.findByText(/is raised for Ana Reyes/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Open the ticket' })).toBeNull();
  });

  it('warns of their similar ticket and sends it anyway when told to', async () => {
    const sent = receive((body) =>
      body.confirm_duplicate ? forAna() : problem(409, 'possible_duplicate', { candidates: [candidate] }),
    );
    const { user } = await describeFor(ana.name);
    await user.click(screen.getByRole('button', { name: 'Submit' }));
    const warning = await screen.findByRole('alert');
    expect(within(warning).getByText('Ana Reyes may have reported this already')).toBeVisible();
    expect(within(warning).getByRole('link', { name: 'VPN again' })).toHaveAttribute(
      'href',
      '/queue/TKT-2026-000007',
    );
    await user.click(within(warning).getByRole('button', { name: 'Submit anyway' }));
    expect(await screen.findByText(/is raised for Ana Reyes/)).toBeVisible();
    expect(sent[1]).toMatchObject({ requester_id: ana.id, confirm_duplicate: true });
  });

  it('shows their similar tickets while it is written', async () => {
    const asked: unknown[] = [];
    server.use(
      http.post(url('/api/tickets/preview'), async ({ request }) => {
        asked.push(((await request.json()) as { requester_id?: string }).requester_id);
        return HttpResponse.json({ priority: 'P2', response: null, team: null, duplicates: [candidate] });
      }),
    );
    await describeFor(ana.name);
    expect(await screen.findByText('Ana Reyes may have reported this already')).toBeVisible();
    expect(asked.at(-1)).toBe(ana.id);
  });

  it('is not offered to requesters', async () => {
    renderApp('/new', ana);
    expect(await screen.findByLabelText('What is wrong?')).toBeVisible();
    expect(screen.queryByLabelText('For whom?')).toBeNull();
  });
});
