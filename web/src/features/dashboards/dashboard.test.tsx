import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ben } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for them.
import './components/HeatMap';
import './components/PanelChart';
import './components/PanelTable';
import './pages/DashboardPage';

// Pictures need a canvas, which jsdom lacks; their numbers are checked in the tables.
vi.mock('react-chartjs-2', () => ({ Bar: () => null, Line: () => null, Doughnut: () => null }));

const ref = (key: string, name: string, kind: string) => ({ key, name, kind, span: 12 });
const column = (key: string, name: string, unit = 'tickets', goal: number | null = null) => ({
  key,
  name,
  definition: `${name}, defined.`,
  unit,
  goal,
  grain: 'ticket',
});
const cell = (value: number | null, drill: Record<string, string> | null, more: object = {}) => ({
  value,
  count: value ?? 0,
  drill,
  whole: null,
  whole_drill: null,
  previous: null,
  ...more,
});
const panel = (key: string, kind: string, by: string, columns: object[], rows: object[]) => ({
  key,
  name: key,
  kind,
  by,
  as_of: '2026-11-22T06:00:00Z',
  since: '2026-10-24T00:00:00Z',
  until: '2026-11-22T06:00:00Z',
  zone: 'Asia/Manila',
  columns,
  rows,
  is_cut: false,
});
const row = (key: string, label: string, cells: object[]) => ({ key, label, cells });

const PANELS: Record<string, object> = {
  now: panel(
    'now',
    'tiles',
    '',
    [
      column('open', 'Open'),
      column('sla_percent', 'On time', 'percent', 90),
      column('response_median', 'Median', 'seconds'),
    ],
    [
      row('', '', [
        cell(32, { view: 'all', status: 'new', team: 't1' }),
        cell(87.5, { view: 'all', resolution_sla: 'met' }, { count: 35, whole: 40, previous: 85 }),
        cell(1_680, { view: 'all', responded: 'true' }),
      ]),
    ],
  ),
  by_category: panel(
    'by_category',
    'bars',
    'category',
    [column('created', 'Raised')],
    [row('c1', 'Network', [cell(3, { category: 'Network', view: 'all' })])],
  ),
  sla_by_priority: panel(
    'sla_by_priority',
    'bars',
    'priority',
    [
      column('response_sla_percent', 'Answered', 'percent', 90),
      column('sla_percent', 'Solved', 'percent', 90),
    ],
    [row('1', 'P1', [cell(95, null), cell(50, null)]), row('2', 'P2', [cell(99, null), cell(99, null)])],
  ),
  teams: panel(
    'teams',
    'table',
    'team',
    [column('open', 'Open')],
    [row('t1', 'Network', [cell(4, { view: 'all', team: 't1' })])],
  ),
  heat: panel(
    'heat',
    'heat',
    'weekday_hour',
    [column('created', 'Raised')],
    [row('1-9', '1-09', [cell(7, { view: 'all', weekday: '1', hour: '9', zone: 'Asia/Manila' })])],
  ),
};

beforeEach(() => {
  server.use(
    http.get(url('/api/dashboard/pages'), () =>
      HttpResponse.json({
        items: [
          {
            key: 'manager',
            name: 'Desk',
            panels: [
              ref('now', 'As of now', 'tiles'),
              ref('by_category', 'By category', 'bars'),
              ref('sla_by_priority', 'On time, by priority', 'bars'),
              ref('teams', 'Teams', 'table'),
              ref('heat', 'When tickets come in', 'heat'),
            ],
          },
        ],
      }),
    ),
    http.get(url('/api/dashboard/panels/:key'), ({ params }) =>
      HttpResponse.json(PANELS[String(params.key)]),
    ),
  );
});

describe('the dashboard', () => {
  it('links each figure to the tickets behind it, and says how it moved', async () => {
    const { container } = renderApp('/dashboard?period=7', ben);
    const tile = await screen.findByRole('link', { name: /Open 32/ });
    expect(tile).toHaveAttribute('href', '/queue?view=all&status=new&team=t1');
    expect(screen.getByText('87.5%')).toBeVisible();
    expect(screen.getByText('▲ 2.5 points, before: 85%')).toBeVisible();
    expect(screen.getByText('28m')).toBeVisible();
    expect(await screen.findByText('P1 · Critical: 50% on time; the goal is 90%.')).toBeVisible();
    await expectAccessible(container);
  });

  it('gives the numbers of a picture as a table in which each leads to its tickets', async () => {
    const { user } = renderApp('/dashboard', ben);
    const figure = await screen.findByRole('figure', { name: 'By category' });
    await user.click(within(figure).getByRole('button', { name: 'Show table' }));
    const line = await within(figure).findByRole('row', { name: /Network/ });
    expect(within(line).getByRole('link', { name: '3' })).toHaveAttribute(
      'href',
      '/queue?view=all&category=Network',
    );
  });

  it('leads from a team and from an hour of the week to their tickets', async () => {
    renderApp('/dashboard', ben);
    const table = await screen.findByRole('table', { name: 'Teams' });
    expect(within(table).getByRole('link', { name: '4' })).toHaveAttribute('href', '/queue?view=all&team=t1');
    const hour = screen.getByRole('link', { name: 'Monday 9:00: 7' });
    expect(hour.getAttribute('href')).toContain('zone=Asia%2FManila');
    expect(screen.getByText('Most: Monday at 09:00 with 7. Hours of Asia/Manila.')).toBeVisible();
  });

  it('asks for the slice of the address', async () => {
    const asked: URLSearchParams[] = [];
    server.use(
      http.get(url('/api/dashboard/panels/by_category'), ({ request }) => {
        asked.push(new URL(request.url).searchParams);
        return HttpResponse.json(PANELS.by_category);
      }),
    );
    const { user, router } = renderApp('/dashboard?location=US', ben);
    await screen.findByRole('figure', { name: 'By category' });
    expect([asked[0]?.get('location'), asked[0]?.get('days')]).toEqual(['US', '30']);
    await user.selectOptions(screen.getByLabelText('All priorities'), 'P2');
    expect(router.state.location.search).toEqual({ location: 'US', priority: 'P2' });
    await user.click(screen.getByRole('switch', { name: 'Compare with the period before' }));
    expect(router.state.location.search).toEqual({ location: 'US', priority: 'P2', compare: true });
  });

  it('leaves the other figures standing where one fails', async () => {
    server.use(http.get(url('/api/dashboard/panels/teams'), () => problem(500, 'internal')));
    renderApp('/dashboard', ben);
    expect(await screen.findByRole('link', { name: /Open 32/ })).toBeVisible();
    expect(await screen.findAllByText('This could not be loaded')).toHaveLength(1);
  });
});
