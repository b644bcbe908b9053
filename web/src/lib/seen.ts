/** Which own tickets have news since their owner looked, kept in this browser: ticket id → when it was last changed. */

const PREFIX = 'itsm-seen:';
const MOST = 300;

interface Seen {
  /** Before this nothing counts as unread: the first visit of this browser. */
  since: string;
  tickets: Record<string, string>;
}

function load(owner: string): Seen {
  try {
    const raw = localStorage.getItem(PREFIX + owner);
    if (raw) return JSON.parse(raw) as Seen;
  } catch {
    // Nothing is kept: then nothing is marked either.
  }
  const fresh = { since: new Date().toISOString(), tickets: {} };
  save(owner, fresh);
  return fresh;
}

function save(owner: string, seen: Seen): void {
  try {
    localStorage.setItem(PREFIX + owner, JSON.stringify(seen));
  } catch {
    // Storage is full or switched off.
  }
}

export interface Changed {
  id: string;
  updated_at: string;
}

/** Whether a ticket changed after its owner last looked at it. */
export function isUnread(owner: string, { id, updated_at }: Changed): boolean {
  const { since, tickets } = load(owner);
  return Date.parse(updated_at) > Date.parse(tickets[id] ?? since);
}

/** The owner looks at it now. */
export function markSeen(owner: string, { id, updated_at }: Changed): void {
  const seen = load(owner);
  const kept = Object.entries(seen.tickets).filter(([other]) => other !== id);
  save(owner, { ...seen, tickets: Object.fromEntries([...kept.slice(1 - MOST), [id, updated_at]]) });
}
