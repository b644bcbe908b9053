import { describe, expect, it } from 'vitest';
import { dropDraft, loadDraft, saveDraft } from './drafts';
import { createRequestKey } from './request-key';
import { innerPath, oneOf, text } from './search';
import { formatBytes, formatPromise, formatSpan } from './time';

describe('request keys', () => {
  it('stay for the same content and change with it', () => {
    const keys = createRequestKey();
    const first = keys.of({ a: 1 });
    expect(keys.of({ a: 1 })).toBe(first);
    const second = keys.of({ a: 2 });
    expect(second).not.toBe(first);
    expect(second).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are new once the request has succeeded', () => {
    const keys = createRequestKey();
    const first = keys.of('thanks');
    keys.done();
    expect(keys.of('thanks')).not.toBe(first);
  });
});

describe('addresses', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', 7])(
    'refuses to lead to %s',
    (value) => expect(innerPath(value)).toBeUndefined(),
  );

  it('takes inner paths and known words', () => {
    expect(innerPath('/tickets?tab=done')).toBe('/tickets?tab=done');
    expect(oneOf('open', ['open', 'done'])).toBe('open');
    expect(oneOf('closed', ['open', 'done'])).toBeUndefined();
    expect(text(481)).toBe('481');
  });
});

describe('drafts', () => {
  it('belong to one person and can be dropped', () => {
    expect(saveDraft('ana', 'new', { title: 'x' })).toBe(true);
    expect(loadDraft('ana', 'new')).toEqual({ title: 'x' });
    expect(loadDraft('ben', 'new')).toBeNull();
    dropDraft('ana', 'new');
    expect(loadDraft('ana', 'new')).toBeNull();
  });

  it('survive damaged storage', () => {
    localStorage.setItem('itsm-draft:ana:new', '{not json');
    expect(loadDraft('ana', 'new')).toBeNull();
  });
});

describe('times', () => {
  it('reads spans in two units', () => {
    expect(formatSpan(38 * 60)).toBe('38m');
    expect(formatSpan(5 * 3600 + 600)).toBe('5h 10m');
    expect(formatSpan(2 * 86_400 + 3 * 3600)).toBe('2d 3h');
    expect(formatSpan(-5)).toBe('0s');
  });

  it('speaks of days in the viewer’s zone', () => {
    const now = Date.parse('2026-11-20T15:30:00Z');
    expect(formatPromise('2026-11-20T15:45:00Z', now, 'Asia/Manila')).toBe('today 23:45');
    expect(formatPromise('2026-11-20T16:30:00Z', now, 'Asia/Manila')).toBe('tomorrow 00:30');
    expect(formatPromise('2026-11-20T16:30:00Z', now, 'UTC')).toBe('today 16:30');
    expect(formatPromise('2026-11-24T09:00:00Z', now, 'No/Such_Zone')).toBe('Tue, Nov 24, 09:00');
  });

  it('reads sizes', () => {
    expect(formatBytes(245_120)).toBe('245 kB');
    expect(formatBytes(1_500_000)).toBe('1.5 MB');
  });
});
