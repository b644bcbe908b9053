import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { signedIn } from '@/api/session';
import type { Me } from '@/api/types';
import { Providers } from '@/app/providers';
import { createAppRouter } from '@/app/router';
import { watchSession } from '@/app/session-watch';
import { listenToKeys } from '@/lib/hotkeys';
import { tokens } from './server';

let stopKeys: (() => void) | undefined;

/** The whole application at an address, signed in as `me` where one is given. */
export function renderApp(path: string, me?: Me) {
  if (me) signedIn(tokens(me) as never);
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(queryClient, history);
  watchSession(router, queryClient);
  stopKeys?.();
  stopKeys = listenToKeys();
  const view = render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { ...view, user: userEvent.setup(), router, queryClient };
}

/** Colours need a real browser (see e2e); everything else is checked here. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
