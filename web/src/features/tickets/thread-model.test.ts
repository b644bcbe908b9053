import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '@/api/desk-types';
import type { Attachment } from '@/api/types';
import { aComment, aTicket } from '@/test/fixtures';
import { buildThread, eventText, isByRouting, toldAs } from './thread-model';

const event = (id: string, at: string, changes: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id,
  at,
  action: 'ticket.updated',
  actor_id: 'user-ben',
  actor_name: 'Ben Santos',
  summary: 'TKT-2026-000481: tags changed',
  changes: {},
  reason: null,
  ...changes,
});

const file = (changes: Partial<Attachment>): Attachment => ({
  id: 'file-1',
  ticket_id: 'ticket-481',
  filename: 'screen.png',
  content_type: 'image/png',
  size_bytes: 2_000,
  scan_state: 'clean',
  is_internal: false,
  comment_id: null,
  uploaded_by: { id: 'user-ana', name: 'Ana Reyes' },
  created_at: '2026-11-20T01:00:05Z',
  ...changes,
});

const sources = {
  ticket: aTicket(),
  comments: [aComment(), aComment({ id: 'note', is_internal: true, created_at: '2026-11-20T03:00:00Z' })],
  files: [],
  timeline: [
    event('e2', '2026-11-20T02:00:00Z'),
    event('e1', '2026-11-20T01:50:00Z'),
    event('e0', '2026-11-20T01:30:00Z', { action: 'comment.created' }),
  ],
};

describe('buildThread', () => {
  it('puts words and events in the order of time, neighbouring events together', () => {
    const thread = buildThread(sources, 'all');
    expect(thread.map(({ id }) => id)).toEqual(['ticket-481', 'comment-1', 'e1', 'note']);
    expect(thread[2]).toMatchObject({ kind: 'events', entries: [{ id: 'e1' }, { id: 'e2' }] });
  });

  it('keeps notes apart from what the requester reads', () => {
    expect(buildThread(sources, 'public').map(({ id }) => id)).toEqual(['ticket-481', 'comment-1']);
    expect(buildThread(sources, 'internal').map(({ id }) => id)).toEqual(['note']);
  });

  it('gives files to the message they came with', () => {
    const files = [
      file({ id: 'first' }),
      file({ id: 'answer', comment_id: 'comment-1' }),
      file({ id: 'later', created_at: '2026-11-21T09:00:00Z' }),
    ];
    const thread = buildThread({ ...sources, files, timeline: [] }, 'all');
    const ids = thread.map((item) => (item.kind === 'message' ? item.files.map(({ id }) => id) : []));
    expect(ids).toEqual([['first'], ['answer'], [], ['later']]);
  });
});

describe('events in words', () => {
  it('leaves out the number of the ticket', () => {
    expect(eventText(event('e', ''), 'TKT-2026-000481')).toBe('Tags changed');
    expect(eventText(event('e', '', { summary: 'Was asked' }), 'TKT-2026-000481')).toBe('Was asked');
  });

  it('tells a move of status as before and after', () => {
    const moved = event('e', '', { changes: { status: ['new', 'in_progress'] } });
    expect(toldAs(moved, '')).toEqual({ kind: 'status', before: 'new', after: 'in_progress' });
  });

  it('knows what routing did', () => {
    expect(isByRouting(event('e', '', { action: 'ticket.assigned', summary: 'Bea has 1 open.' }))).toBe(true);
    expect(isByRouting(event('e', '', { action: 'ticket.assigned', summary: 'TKT-1 was assigned' }))).toBe(
      false,
    );
  });
});
