import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCommandStore } from '@/lib/commands';
import { ana, pageOf } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { server, url } from '@/test/server';

async function openPalette() {
  const app = renderApp('/tickets', ana);
  await screen.findByText('VPN drops every ten minutes');
  await waitFor(() => expect(useCommandStore.getState().commands.palette).toBeDefined());
  await app.user.keyboard('{Control>}k{/Control}');
  await screen.findByLabelText('Search commands');
  return app;
}

describe('the palette', () => {
  beforeEach(() => {
    server.use(http.get(url('/api/auth/sessions'), () => HttpResponse.json(pageOf([]))));
  });

  it('runs the best match on Enter', async () => {
    const { user, router } = await openPalette();
    await user.type(screen.getByLabelText('Search commands'), 'prof{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/me'));
    await waitFor(() => expect(screen.queryByLabelText('Search commands')).not.toBeInTheDocument());
  });

  it('opens a ticket by its number, however it is typed', async () => {
    const { user, router } = await openPalette();
    await user.type(screen.getByLabelText('Search commands'), 'tkt-2026-000007{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets/TKT-2026-000007'));
  });

  it('closes on Escape and says when nothing fits', async () => {
    const { user } = await openPalette();
    await user.type(screen.getByLabelText('Search commands'), '?');
    expect(await screen.findByText('Nothing fits these words.')).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByLabelText('Search commands')).not.toBeInTheDocument());
  });
});
