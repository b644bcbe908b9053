import type { TimelineEntry } from '@/api/desk-types';
import type { Attachment, Comment, NamedRef, Ticket } from '@/api/types';

export interface Message {
  kind: 'message';
  id: string;
  at: string;
  author: NamedRef | null;
  body: string;
  isInternal: boolean;
  isFromStaff: boolean;
  editedAt: string | null;
  /** Said on a ticket that was merged into this one. */
  isMerged?: boolean;
  files: Attachment[];
}

export interface EventGroup {
  kind: 'events';
  id: string;
  at: string;
  entries: TimelineEntry[];
}

export type ThreadItem = Message | EventGroup;
export type ThreadFilter = 'all' | 'public' | 'internal';

/** Files sent with the form arrive just after the ticket; they belong to its first message. */
const WITH_THE_TICKET_MS = 10 * 60_000;

/** What is already in the thread as itself is not told again as an event. */
const isTold = ({ action }: TimelineEntry): boolean =>
  action.startsWith('comment.') || action.startsWith('attachment.') || action === 'ticket.created';

interface Sources {
  ticket: Ticket;
  comments: Comment[];
  files: Attachment[];
  /** As the server sends it: the latest first. */
  timeline: TimelineEntry[];
}

/** The conversation in the order of time, neighbouring events gathered into groups. */
export function buildThread(sources: Sources, filter: ThreadFilter): ThreadItem[] {
  const messages = [firstMessage(sources), ...replies(sources), ...looseFiles(sources)].filter((message) =>
    filter === 'all' ? true : filter === 'internal' ? message.isInternal : !message.isInternal,
  );
  const events = filter === 'all' ? sources.timeline.filter((entry) => !isTold(entry)) : [];
  const single: ThreadItem[] = events.map((entry) => ({
    kind: 'events',
    id: entry.id,
    at: entry.at,
    entries: [entry],
  }));
  return gather([...messages, ...single].sort(byTime));
}

const byTime = (a: ThreadItem, b: ThreadItem): number => Date.parse(a.at) - Date.parse(b.at);

function gather(items: ThreadItem[]): ThreadItem[] {
  const found: ThreadItem[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (item.kind === 'events' && last?.kind === 'events') {
      found[found.length - 1] = { ...last, entries: [...last.entries, ...item.entries] };
    } else {
      found.push(item);
    }
  }
  return found;
}

function firstMessage({ ticket, files }: Sources): Message {
  return {
    kind: 'message',
    id: ticket.id,
    at: ticket.created_at,
    author: ticket.requester,
    body: ticket.description,
    isInternal: false,
    isFromStaff: false,
    editedAt: null,
    files: files.filter((file) => cameWith(file, ticket)),
  };
}

function cameWith(file: Attachment, ticket: Ticket): boolean {
  const after = Date.parse(file.created_at) - Date.parse(ticket.created_at);
  return !file.comment_id && !file.is_internal && after < WITH_THE_TICKET_MS;
}

function replies({ ticket, comments, files }: Sources): Message[] {
  return comments.map((comment) => ({
    kind: 'message',
    id: comment.id,
    at: comment.created_at,
    author: comment.author,
    body: comment.body,
    isInternal: comment.is_internal,
    isFromStaff: comment.is_from_staff,
    editedAt: comment.edited_at,
    isMerged: comment.ticket_id !== ticket.id,
    files: files.filter((file) => file.comment_id === comment.id),
  }));
}

/** Files that were sent later and without words. */
function looseFiles({ ticket, files }: Sources): Message[] {
  return files
    .filter((file) => !file.comment_id && !cameWith(file, ticket))
    .map((file) => ({
      kind: 'message',
      id: file.id,
      at: file.created_at,
      author: file.uploaded_by,
      body: '',
      isInternal: file.is_internal,
      isFromStaff: false,
      editedAt: null,
      files: [file],
    }));
}

/** What an event is best told by: a move of a value from here to there, or the server's words. */
export type Told =
  | { kind: 'status' | 'priority'; before: string; after: string }
  | { kind: 'words'; text: string };

export function toldAs(entry: TimelineEntry, number: string): Told {
  for (const kind of ['status', 'priority'] as const) {
    const [before, after] = entry.changes[kind] ?? [];
    if (typeof before === 'string' && typeof after === 'string') return { kind, before, after };
  }
  return { kind: 'words', text: eventText(entry, number) };
}

/** The number of the ticket the reader stands on is left out. */
export function eventText(entry: TimelineEntry, number: string): string {
  const said = entry.summary.startsWith(number) ? entry.summary.slice(number.length) : entry.summary;
  const text = said.replace(/^[:\s]+/, '').trim() || entry.action.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether routing chose, rather than the person whose act led to it: its words name the numbers. */
export const isByRouting = (entry: TimelineEntry): boolean =>
  entry.action === 'ticket.assigned' && entry.summary !== '' && !/was assigned$/.test(entry.summary);
