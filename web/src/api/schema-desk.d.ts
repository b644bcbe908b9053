/** Paths the desk and the dashboards use, in the shape of the generated document. */
import type * as B from './dashboard-types';
import type * as D from './desk-types';
import type * as T from './types';

type Json<Body> = { content: { 'application/json': Body } };
type Answers<Body> = { 200: { headers: Record<string, unknown> } & Json<Body> };
type Header = Record<string, string | undefined>;
type Ref = { ticket_id: string };
type Cursor = { cursor?: string | undefined; limit?: number | undefined };

interface Get<Answer, Path = never, Query = never> {
  parameters: { query?: Query; path: Path; header?: Header; cookie?: never };
  requestBody?: never;
  responses: Answers<Answer>;
}
interface Find<Answer, Query> {
  parameters: { query?: Query; path?: never; header?: Header; cookie?: never };
  requestBody?: never;
  responses: Answers<Answer>;
}
interface Post<Body, Answer, Path> {
  parameters: { query?: never; path: Path; header?: Header; cookie?: never };
  requestBody: Json<Body>;
  responses: Answers<Answer>;
}
type Act<Path, Answer = undefined> = Get<Answer, Path>;

declare module './schema' {
  interface paths {
    '/api/tickets/bulk': {
      post: {
        parameters: { query?: never; path?: never; header?: Header; cookie?: never };
        requestBody: Json<D.BulkInput>;
        responses: Answers<D.BulkResults>;
      };
    };
    '/api/tickets/{ticket_id}/sla': { get: Get<D.SlaHistory, Ref> };
    '/api/tickets/{ticket_id}/timeline': { get: Get<D.TimelinePage, Ref, Cursor> };
    '/api/tickets/{ticket_id}/audit-log': { get: Get<T.Page<D.AuditEntry>, Ref, Cursor> };
    '/api/tickets/{ticket_id}/escalate': { post: Post<{ reason: string }, T.Ticket, Ref> };
    '/api/tickets/{ticket_id}/priority': { post: Post<D.PriorityInput, T.Ticket, Ref> };
    '/api/tickets/{ticket_id}/priority-requests': {
      get: Get<{ items: D.PriorityRequest[] }, Ref>;
      post: Post<D.PriorityInput, D.PriorityRequest, Ref>;
    };
    '/api/tickets/{ticket_id}/priority-requests/{request_id}/decide': {
      post: Post<{ approve: boolean; reason?: string | undefined }, T.Ticket, Ref & { request_id: string }>;
    };
    '/api/tickets/{ticket_id}/links': {
      get: Get<{ items: D.TicketLink[] }, Ref>;
      post: Post<{ relation: D.Relation; ticket_id: string }, D.TicketLink, Ref>;
    };
    '/api/tickets/{ticket_id}/links/{link_id}': { delete: Act<Ref & { link_id: string }> };
    '/api/tickets/{ticket_id}/watchers': {
      get: Get<{ items: D.Watcher[] }, Ref>;
      post: Post<{ user_id: string }, D.Watcher, Ref>;
    };
    '/api/tickets/{ticket_id}/watchers/{user_id}': { delete: Act<Ref & { user_id: string }> };
    '/api/users': {
      get: Find<T.Page<T.NamedRef>, Cursor & { q?: string | undefined; active?: boolean; team?: string }>;
    };
    '/api/teams/{team_id}/members': { get: Get<{ items: D.TeamMember[] }, { team_id: string }> };
    '/api/dashboard/overview': { get: Find<B.Overview, B.DashboardQuery> };
    '/api/dashboard/ticket-volume': { get: Find<B.Volume, B.DashboardQuery> };
    '/api/dashboard/sla-performance': { get: Find<B.SlaPerformance, B.DashboardQuery> };
    '/api/dashboard/team-performance': { get: Find<B.Workload, B.DashboardQuery> };
  }
}
