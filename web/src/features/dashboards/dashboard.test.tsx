import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ben } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
// Compiled before the first test, which would otherwise wait for it.
import './pages/DashboardPage';

// Pictures need a canvas, which jsdom lacks; their numbers are checked in the tables.
vi.mock('react-chartjs-2', () => ({ Bar: () => null, Line: () => null, Doughnut: () => null }));

const share = (name: string, count: number, drill: Record<string, string>) => ({ name, count, drill });
const level = (name: string, percent: number | null) => ({
  name,
  response_met: 1,
  response_breached: 0,
  response_percent: percent,
  resolution_met: 1,
  resolution_breached: 0,
  resolution_percent: percent,
});

beforeEach(() => {
  server.use(
    http.get(url('/api/dashboard/overview'), () =>
      HttpResponse.json({
        as_of: '2026-11-22T06:00:00Z',
        figures: [
          {
            key: 'open',
            value: 32,
            unit: 'tickets',
            definition: 'Open.',
            drill: { status: 'new', team: 't1' },
          },
          { key: 'sla_percent', value: 87.5, unit: 'percent', definition: 'On time.', drill: null },
          { key: 'response_median', value: 1_680, unit: 'seconds', definition: 'Median.', drill: null },
        ],
        open_by_status: [share('new', 2, { status: 'new' })],
        open_by_priority: [],
        aging: [share('> 7 d', 3, { created_to: '2026-11-15T06:00:00Z' })],
      }),
    ),
    http.get(url('/api/dashboard/ticket-volume'), () =>
      HttpResponse.json({
        days: [{ day: '2026-11-21', created: 4, resolved: 1 }],
        by_category: [share('Network', 3, { category: 'Network', view: 'all' })],
        by_location: [],
        by_priority: [],
      }),
    ),
    http.get(url('/api/dashboard/sla-performance'), () =>
      HttpResponse.json({
        goal_percent: 90,
        overall: level('all', 95),
        by_priority: [level('P1', 50), level('P2', 99)],
        by_team: [level('Network', 95)],
      }),
    ),
    http.get(url('/api/dashboard/team-performance'), () => HttpResponse.json({ teams: [], agents: [] })),
  );
});

describe('the dashboard', () => {
  it('links each figure to the tickets behind it', async () => {
    const { container } = renderApp('/dashboard?period=7', ben);
    const tile = await screen.findByRole('link', { name: /Open 32/ });
    expect(tile).toHaveAttribute('href', '/queue?status=new&team=t1');
    expect(screen.getByText('87.5%')).toBeVisible();
    expect(screen.getByText('28m')).toBeVisible();
    expect(await screen.findByText('P1 solves 50% on time; the goal is 90%.')).toBeVisible();
    expect(screen.getByText('All reach the goal of 90%.')).toBeVisible();
    await expectAccessible(container);
  });

  it('gives the numbers of a picture as a table with links', async () => {
    const { user } = renderApp('/dashboard', ben);
    const figure = await screen.findByRole('figure', { name: 'By category' });
    await user.click(within(figure).getByRole('button', { name: 'Show table' }));
    const row = await within(figure).findByRole('row', { name: /Network/ });
    expect(within(row).getByText('3')).toBeVisible();
    expect(within(row).getByRole('link', { name: 'Network' })).toHaveAttribute(
      'href',
      '/queue?view=all&category=Network',
    );
  });

  it('asks for the slice of the address', async () => {
    const asked: URLSearchParams[] = [];
    server.use(
      http.get(url('/api/dashboard/ticket-volume'), ({ request }) => {
        asked.push(new URL(request.url).searchParams);
        return HttpResponse.json({ days: [], by_category: [], by_location: [], by_priority: [] });
      }),
    );
    const { user, router } = renderApp('/dashboard?location=US', ben);
    await screen.findByRole('figure', { name: 'By category' });
    expect(asked[0]?.get('location')).toBe('US');
    expect(asked[0]?.get('since')).toMatch(/T00:00:00.000Z$/);
    await user.selectOptions(screen.getByLabelText('All priorities'), 'P2');
    expect(router.state.location.search).toEqual({ location: 'US', priority: 'P2' });
  });

  it('leaves the other figures standing where one fails', async () => {
    server.use(http.get(url('/api/dashboard/sla-performance'), () => problem(500, 'internal')));
    renderApp('/dashboard', ben);
    expect(await screen.findByRole('link', { name: /Open 32/ })).toBeVisible();
    expect(await screen.findAllByText('This could not be loaded')).toHaveLength(2);
  });
});
