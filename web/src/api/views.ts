import { newKey } from '@/lib/ids';
import { client, data, idempotency, ifMatch } from './client';
import type { SavedView, ViewChanges, ViewInput } from './desk-types';

const at = (view: SavedView) => ({ path: { view_id: view.id } });

export const createView = (body: ViewInput) =>
  data(client.POST('/api/tickets/views', { body, headers: idempotency(newKey()) }));

export const updateView = (view: SavedView, body: ViewChanges) =>
  data(
    client.PATCH('/api/tickets/views/{view_id}', {
      params: at(view),
      body,
      headers: ifMatch(view.version),
    }),
  );

export const deleteView = (view: SavedView) =>
  client.DELETE('/api/tickets/views/{view_id}', { params: at(view), headers: ifMatch(view.version) });
