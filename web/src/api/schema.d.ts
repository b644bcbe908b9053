/** Paths of the interface, in the shape openapi-typescript generates from the server's document. */
import type * as T from './types';

type Json<Body> = { content: { 'application/json': Body } };
type Answers<Body> = { 200: { headers: Record<string, unknown> } & Json<Body> };
type Header = Record<string, string | undefined>;

interface Read<Answer, Query = never> {
  parameters: { query?: Query; path?: never; header?: Header; cookie?: never };
  requestBody?: never;
  responses: Answers<Answer>;
}
interface ReadAt<Answer, Path, Query = never> {
  parameters: { query?: Query; path: Path; header?: Header; cookie?: never };
  requestBody?: never;
  responses: Answers<Answer>;
}
interface Send<Body, Answer> {
  parameters: { query?: never; path?: never; header?: Header; cookie?: never };
  requestBody: Json<Body>;
  responses: Answers<Answer>;
}
interface SendAt<Body, Answer, Path> {
  parameters: { query?: never; path: Path; header?: Header; cookie?: never };
  requestBody: Json<Body>;
  responses: Answers<Answer>;
}
type Id = { id: string };
type Cursor = { cursor?: string | undefined; limit?: number | undefined };
type MeInput = Partial<Pick<T.Me, 'name' | 'timezone' | 'locale' | 'theme'>>;
type Multipart = { content: { 'multipart/form-data': { file: string } } };

export interface paths {
  '/api/auth/login': { post: Send<{ email: string; password: string }, T.TokenAnswer> };
  '/api/auth/refresh': { post: Read<T.TokenAnswer> };
  '/api/auth/logout': { post: Read<undefined> };
  '/api/auth/me': { get: Read<T.Me>; patch: Send<MeInput, T.Me> };
  '/api/auth/password/forgot': { post: Send<{ email: string }, unknown> };
  '/api/auth/password/reset': { post: Send<{ token: string; password: string }, undefined> };
  '/api/auth/password/change': { post: Send<{ current_password: string; new_password: string }, undefined> };
  '/api/auth/sessions': { get: Read<{ items: T.SessionInfo[] }> };
  '/api/auth/sessions/{id}': { delete: ReadAt<undefined, Id> };
  '/api/reference': { get: Read<T.Reference> };
  '/api/events': { get: Read<T.EventPage, { after?: string | undefined; limit?: number | undefined }> };
  '/api/tickets': {
    get: Read<T.Page<T.TicketSummary>, T.TicketFilters & Cursor>;
    post: Send<T.TicketInput, T.Ticket>;
  };
  '/api/tickets/preview': { post: Send<T.PreviewInput, T.Preview> };
  '/api/tickets/duplicates': {
    get: Read<{ items: T.DuplicateCandidate[] }, { title: string; description?: string | undefined }>;
  };
  '/api/tickets/{id}': { get: ReadAt<T.Ticket, Id>; patch: SendAt<Partial<T.TicketInput> & { tags?: string[] }, T.Ticket, Id> };
  '/api/tickets/{id}/transitions': { post: SendAt<T.TransitionInput, T.Ticket, Id> };
  '/api/tickets/{id}/assign': { post: SendAt<T.AssignInput, T.Ticket, Id> };
  '/api/tickets/{id}/comments': {
    get: ReadAt<T.Page<T.Comment>, Id, Cursor>;
    post: SendAt<{ body: string; is_internal: boolean }, T.Comment, Id>;
  };
  '/api/tickets/{id}/attachments': {
    get: ReadAt<T.Page<T.Attachment>, Id>;
    post: { parameters: { query?: never; path: Id; header?: Header; cookie?: never }; requestBody: Multipart; responses: Answers<T.Attachment> };
  };
  '/api/tickets/{id}/attachments/{attachment_id}/link': {
    post: ReadAt<T.DownloadLink, { id: string; attachment_id: string }>;
  };
  '/api/tickets/{id}/confirm': { post: ReadAt<T.Ticket, Id> };
  '/api/tickets/{id}/reopen': { post: SendAt<{ reason: string }, T.Ticket, Id> };
}
