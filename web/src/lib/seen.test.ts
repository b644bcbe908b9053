import { beforeEach, describe, expect, it } from 'vitest';
import { isUnread, markSeen } from './seen';

const LATER = '2999-01-01T00:00:00Z';
const EARLIER = '2000-01-01T00:00:00Z';

describe('unread tickets', () => {
  beforeEach(() => localStorage.clear());

  it('does not call unread what happened before the first visit', () => {
    expect(isUnread('ana', { id: 'one', updated_at: EARLIER })).toBe(false);
  });

  it('calls unread what changed since, until it is looked at, and again after the next change', () => {
    isUnread('ana', { id: 'one', updated_at: EARLIER });
    expect(isUnread('ana', { id: 'one', updated_at: LATER })).toBe(true);
    markSeen('ana', { id: 'one', updated_at: LATER });
    expect(isUnread('ana', { id: 'one', updated_at: LATER })).toBe(false);
    expect(isUnread('ana', { id: 'one', updated_at: '2999-01-02T00:00:00Z' })).toBe(true);
  });

  it('keeps what one person saw apart from another', () => {
    isUnread('ben', { id: 'one', updated_at: EARLIER });
    markSeen('ana', { id: 'one', updated_at: LATER });
    expect(isUnread('ben', { id: 'one', updated_at: LATER })).toBe(true);
  });
});
