import { BACKGROUND, client, data } from './client';

/** What happened after the cursor; without one, only where the log stands now. */
export const eventsAfter = (after: string | undefined, signal?: AbortSignal) =>
  data(
    client.GET('/api/events', { params: { query: { after } }, headers: BACKGROUND, signal: signal ?? null }),
  );
