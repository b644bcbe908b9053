import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { FieldProblem, Me } from '@/api/types';
import { ana, aTicket, pageOf, reference } from './fixtures';

export const url = (path: string) => `http://localhost:3000${path}`;

export const tokens = (user: Me = ana, access = 'access-1') => ({
  access_token: access,
  token_type: 'Bearer',
  expires_in: 600,
  user,
});

/** A refusal as the server writes it. */
export function problem(
  status: number,
  code: string,
  more: Record<string, unknown> & { errors?: FieldProblem[] } = {},
) {
  const body = {
    type: `urn:itsm:problem:${code}`,
    title: code,
    status,
    code,
    detail: `refused: ${code}`,
    ...more,
  };
  return HttpResponse.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'X-Request-ID': 'req-1' },
  });
}

/** The answers of a desk where nothing special happens; tests put theirs in front. */
export const server = setupServer(
  http.post(url('/api/auth/refresh'), () => problem(401, 'unauthorized')),
  http.get(url('/api/users/me/notifications/count'), () => HttpResponse.json({ count: 0, has_more: false })),
  http.get(url('/api/reference'), () => HttpResponse.json(reference)),
  http.get(url('/api/tickets'), () => HttpResponse.json(pageOf([aTicket()]))),
  http.get(url('/api/tickets/views'), () => HttpResponse.json({ items: [], counts: [] })),
  http.get(url('/api/tickets/duplicates'), () => HttpResponse.json({ items: [] })),
  http.post(url('/api/tickets/preview'), () =>
    HttpResponse.json({
      priority: 'P2',
      priority_source: 'matrix',
      classification: {},
      team: { id: 'team-net', name: 'Network' },
      routing_rule: 'Network',
      policy: 'P2',
      response: { due_at: '2099-01-01T02:00:00Z', target_seconds: 14_400 },
      resolution: null,
      duplicates: [],
    }),
  ),
  http.get(url('/api/tickets/:id'), () => HttpResponse.json(aTicket())),
  http.get(url('/api/tickets/:id/composer'), () => HttpResponse.json({ drafts: [], held: [] })),
  http.put(url('/api/tickets/:id/drafts/:channel'), () =>
    HttpResponse.json({ channel: 'reply', body: '', updated_at: '2026-11-22T06:02:00Z' }),
  ),
  http.delete(url('/api/tickets/:id/drafts/:channel'), () => new HttpResponse(null, { status: 204 })),
  http.get(url('/api/tickets/:id/comments'), () => HttpResponse.json(pageOf([]))),
  http.get(url('/api/tickets/:id/attachments'), () => HttpResponse.json(pageOf([]))),
);
