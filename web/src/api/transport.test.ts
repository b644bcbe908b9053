import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { ana } from '@/test/fixtures';
import { problem, server, tokens, url } from '@/test/server';
import { client, data } from './client';
import { ApiError } from './errors';
import { signedIn, signedOut, useSession } from './session';

const bearer = (request: Request) => request.headers.get('Authorization');
const read = () => data(client.GET('/api/reference'));

function accept(token: string) {
  server.use(
    http.get(url('/api/reference'), ({ request }) =>
      bearer(request) === `Bearer ${token}` ? HttpResponse.json({ ok: true }) : problem(401, 'unauthorized'),
    ),
  );
}

describe('the client', () => {
  beforeEach(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store
    document.cookie = 'itsm_csrf=csrf-value; path=/';
    signedIn(tokens(ana, 'old') as never);
  });

  it('renews an expired token once for requests that fail together, and replays them', async () => {
    let refreshes = 0;
    accept('new');
    server.use(
      http.post(url('/api/auth/refresh'), ({ request }) => {
        refreshes += 1;
        expect(request.headers.get('X-CSRF-Token')).toBe('csrf-value');
        return HttpResponse.json(tokens(ana, 'new'));
      }),
    );
    await expect(Promise.all([read(), read(), read()])).resolves.toHaveLength(3);
    expect(refreshes).toBe(1);
  });

  it('replays a write with its body', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(url('/api/auth/refresh'), () => HttpResponse.json(tokens(ana, 'new'))),
      http.post(url('/api/tickets/:id/reopen'), async ({ request }) => {
        bodies.push(await request.json());
        return bearer(request) === 'Bearer new'
          ? HttpResponse.json({ id: 't' })
          : problem(401, 'unauthorized');
      }),
    );
    const params = { path: { ticket_id: 't' } };
    await data(client.POST('/api/tickets/{ticket_id}/reopen', { params, body: { reason: 'again' } }));
    expect(bodies).toEqual([{ reason: 'again' }, { reason: 'again' }]);
  });

  it('waits for a new sign-in when the session is over, then goes on', async () => {
    accept('after-sign-in');
    const answer = read();
    await expect.poll(() => useSession.getState().status).toBe('expired');
    expect(useSession.getState().me?.id).toBe(ana.id);
    signedIn(tokens(ana, 'after-sign-in') as never);
    await expect(answer).resolves.toEqual({ ok: true });
  });

  it('gives up with the refusal when the person leaves', async () => {
    accept('never');
    const answer = read().catch((error: unknown) => error);
    await expect.poll(() => useSession.getState().status).toBe('expired');
    signedOut();
    expect(await answer).toMatchObject({ status: 401, requestId: 'req-1' });
  });

  it('never renews for wrong credentials', async () => {
    server.use(
      http.post(url('/api/auth/refresh'), () => {
        throw new Error('must not be asked');
      }),
      http.post(url('/api/auth/login'), () => problem(401, 'unauthorized')),
    );
    const body = { email: 'a@b.example', password: 'x' };
    await expect(data(client.POST('/api/auth/login', { body }))).rejects.toMatchObject({ status: 401 });
  });

  it('names the fields of a refusal', async () => {
    const errors = [
      { field: 'title', code: 'string_too_short', message: 'too short' },
      { field: 'title', code: 'other', message: 'second' },
    ];
    server.use(http.get(url('/api/reference'), () => problem(422, 'invalid', { errors })));
    const error = await read().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).fieldErrors).toEqual({ title: 'too short' });
  });

  it('tells a lost network from a refusal', async () => {
    server.use(http.get(url('/api/reference'), () => HttpResponse.error()));
    await expect(read()).rejects.toMatchObject({ status: 0, code: 'network' });
  });

  it('copes with a proxy that answers in HTML', async () => {
    const headers = { 'Content-Type': 'text/html', 'Retry-After': '7' };
    server.use(
      http.get(url('/api/reference'), () => new HttpResponse('<h1>no</h1>', { status: 503, headers })),
    );
    await expect(read()).rejects.toMatchObject({ status: 503, retryAfter: 7 });
  });
});
