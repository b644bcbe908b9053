import createClient from 'openapi-fetch';
import { errorFrom } from './errors';
import type { paths } from './schema';
import { authedFetch } from './transport';

/** The typed client. Refusals are thrown as `ApiError`, so an answer always carries data. */
export const client = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? '' : window.location.origin,
  credentials: 'include',
  fetch: authedFetch,
});

client.use({
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await errorFrom(response);
    return undefined;
  },
});

/** Unwrap an answer of the client: `await data(client.GET('/api/reference'))`. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** Header that makes a repeated create return the first answer instead of creating twice. */
export const idempotency = (key: string) => ({ 'Idempotency-Key': key });

/** Header that makes the server refuse an edit of a version somebody else has changed since. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

/** Marks requests no person asked for: they do not keep an idle session alive. */
export const BACKGROUND = { 'X-Background': 'true' };
