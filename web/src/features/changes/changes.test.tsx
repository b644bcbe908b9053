import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change, ChangeConflict } from '@/api/changes';
import type { Me } from '@/api/types';
import { ben, pageOf } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { server, url } from '@/test/server';

const planner: Me = { ...ben, permissions: [...ben.permissions, 'changes.write', 'assets.read'] };

const CHANGE: Change = {
  id: 'c1',
  number: 'CHG-2026-000007',
  type: 'normal',
  state: 'draft',
  title: 'Replace the core switch',
  reason: '',
  business_impact: 'No network for twenty minutes.',
  implementation_plan: 'Move the uplinks.',
  rollback_plan: 'Plug them back.',
  communication_plan: 'Mail to the site.',
  test_plan: '',
  justification: '',
  systems: ['Wi-Fi Manila'],
  assets: [{ id: 'a1', tag: 'NW-0001', name: 'Core switch Manila', type: 'network_device' }],
  risk_answers: {},
  risk_score: 12,
  risk_level: 'low',
  risk_lines: [],
  starts_at: '2026-12-05T14:00:00Z',
  ends_at: '2026-12-05T16:00:00Z',
  timezone: 'Asia/Manila',
  requester: { id: ben.id, name: ben.name },
  implementer: { id: ben.id, name: ben.name },
  team: null,
  location: null,
  template: null,
  approved_itself: false,
  approval_id: null,
  late_approval_id: null,
  outcome: null,
  outcome_note: '',
  needs_review: false,
  review: null,
  missing: [],
  moves: [{ move: 'submit', obstacles: [] }],
  can_edit: true,
  can_delete: true,
  submitted_at: null,
  approved_at: null,
  started_at: null,
  finished_at: null,
  closed_at: null,
  created_at: '2026-11-20T00:00:00Z',
  updated_at: '2026-11-20T00:00:00Z',
  version: 3,
};

const CONFLICTS: ChangeConflict[] = [
  {
    id: 'k1',
    kind: 'system',
    shared: [],
    own: ['Core switch Manila (NW-0001)'],
    theirs: ['mnl-app-1 (SV-0002)'],
    starts_at: '2026-12-05T15:00:00Z',
    ends_at: '2026-12-05T16:00:00Z',
    found_at: '2026-11-20T00:00:00Z',
    other_number: 'CHG-2026-000009',
    other_title: 'Server updates',
    other_state: 'scheduled',
    freeze_name: null,
    freeze_effect: null,
    freeze_reason: null,
  },
  {
    id: 'k2',
    kind: 'freeze',
    shared: [],
    own: [],
    theirs: [],
    starts_at: '2026-12-05T14:00:00Z',
    ends_at: '2026-12-05T16:00:00Z',
    found_at: '2026-11-20T00:00:00Z',
    other_number: null,
    other_title: null,
    other_state: null,
    freeze_name: 'Month-end closing',
    freeze_effect: 'approve',
    freeze_reason: 'Books are closed.',
  },
];

const inCalendar = (number: string, title: string, from: string, to: string) => ({
  id: number,
  number,
  type: 'normal',
  state: 'scheduled',
  title,
  risk_level: 'high',
  starts_at: from,
  ends_at: to,
  timezone: 'Asia/Manila',
  implementer_name: ben.name,
  conflicts: 1,
});

let sent: unknown[];

beforeAll(
  () =>
    Promise.all([
      import('@/app/shells/Shell'),
      import('@/app/shells/DeskShell'),
      import('@/ui/Confirm'),
      import('@/ui/Toaster'),
      import('./pages/ChangePage'),
      import('./pages/EditChangePage'),
      import('./pages/CalendarPage'),
      import('./components/FreeWindows'),
    ]),
  120_000,
);

beforeEach(() => {
  sent = [];
  const one = url('/api/changes/CHG-2026-000007');
  server.use(
    http.get(one, () => HttpResponse.json(CHANGE)),
    http.get(`${one}/conflicts`, () => HttpResponse.json(pageOf(CONFLICTS))),
    http.get(`${one}/approvals`, () => HttpResponse.json(pageOf([]))),
    http.get(`${one}/tickets`, () => HttpResponse.json(pageOf([]))),
    http.get(`${one}/history`, () => HttpResponse.json(pageOf([]))),
    http.get(url('/api/changes/risk-questions'), () => HttpResponse.json(pageOf([]))),
    http.get(url('/api/assets'), () => HttpResponse.json(pageOf([]))),
    http.post(`${one}/transitions`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...CHANGE, state: 'submitted', moves: [] });
    }),
    http.post(url('/api/changes/free-slots'), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(
        pageOf([{ starts_at: '2026-12-06T12:00:00Z', ends_at: '2026-12-06T14:00:00Z' }]),
      );
    }),
  );
});

describe('what is in the way of a change', () => {
  it('is explained, and asked about before it is submitted', async () => {
    const { user, container } = renderApp('/changes/CHG-2026-000007', planner);
    expect(await screen.findByText('In the way')).toBeInTheDocument();
    const alert = screen.getByRole('alert');
    expect(within(alert).getByRole('link', { name: /CHG-2026-000009/ })).toBeInTheDocument();
    expect(alert).toHaveTextContent('Core switch Manila (NW-0001) of this change and mnl-app-1 (SV-0002)');
    expect(alert).toHaveTextContent('It lies in the freeze Month-end closing. One more approval.');
    await expectAccessible(container);

    await user.click(screen.getByRole('button', { name: 'Submit' }));
    const dialog = await screen.findByRole('dialog', { name: 'Submit it all the same?' });
    expect(sent).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Submit' }));
    await waitFor(() => expect(sent).toEqual([{ move: 'submit' }]));
  });
});

describe('free windows', () => {
  it('are looked for with what the form says, and put into it', async () => {
    const { user } = renderApp('/changes/CHG-2026-000007/edit', planner);
    await user.click(await screen.findByRole('button', { name: 'Find a free window' }));
    const dialog = await screen.findByRole('dialog', { name: 'Find a free window' });
    await user.click(within(dialog).getByRole('button', { name: 'Search' }));
    await user.click(await within(dialog).findByRole('button', { name: /20:00–22:00/ }));
    expect(sent[0]).toMatchObject({
      duration_minutes: 120,
      asset_ids: ['a1'],
      systems: ['Wi-Fi Manila'],
      implementer_id: ben.id,
      but: 'c1',
      timezone: 'Asia/Manila',
    });
    expect(sent).toHaveLength(1);
    expect(await screen.findByLabelText('From')).toHaveValue('2026-12-06T20:00');
    expect(screen.getByLabelText('Until')).toHaveValue('2026-12-06T22:00');
  });
});

describe('the calendar', () => {
  const asked: string[] = [];

  beforeEach(() => {
    asked.length = 0;
    server.use(
      http.get(url('/api/changes/calendar'), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('from') ?? '');
        return HttpResponse.json({
          changes: [
            inCalendar('CHG-2026-000001', 'Core switch', '2026-12-05T14:00:00Z', '2026-12-05T16:00:00Z'),
          ],
          freezes: [
            {
              id: 'f1',
              name: 'Month-end closing',
              reason: 'Books are closed.',
              starts_at: '2026-12-02T16:00:00Z',
              ends_at: '2026-12-04T16:00:00Z',
              timezone: 'Asia/Manila',
              effect: 'block',
              location_ids: [],
              team_ids: [],
              types: [],
              approvers: [],
              version: 1,
            },
          ],
          is_cut: false,
        });
      }),
    );
  });

  it('shows a month with freezes behind, and goes from day to day with the arrows', async () => {
    const { user, container, router } = renderApp('/changes/calendar?day=2026-12-05', planner);
    const link = await screen.findByRole('link', { name: /Core switch/ });
    expect(link).toHaveAttribute('href', '/changes/CHG-2026-000001');
    expect(asked[0]).toBe('2026-11-29T16:00:00.000Z');
    expect(screen.getAllByText('Month-end closing')).toHaveLength(2);
    await expectAccessible(container);

    screen.getByRole('button', { name: /Dec 5.*1 changes/ }).focus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('button', { name: /Dec 12/ })).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ mode: 'day', day: '2026-12-12' }),
    );
  });

  it('shows a list of the days on which something happens', async () => {
    const { container } = renderApp('/changes/calendar?day=2026-12-01&mode=list', planner);
    const day = await screen.findByRole('region', { name: /Dec 5/ });
    expect(within(day).getByText('22:00–00:00')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: /Dec 10/ })).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('shows a week by the hour', async () => {
    renderApp('/changes/calendar?day=2026-12-05&mode=week', planner);
    const grid = await screen.findByRole('region', { name: 'Changes by the hour' });
    expect(await within(grid).findByRole('link', { name: /Core switch/ })).toBeInTheDocument();
    expect(within(grid).getAllByRole('heading')).toHaveLength(7);
  });
});
