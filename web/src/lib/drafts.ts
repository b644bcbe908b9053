/** Half-written text kept in this browser, per person, so that nothing typed is lost to a reload or sign-out. */

const PREFIX = 'itsm-draft:';
const KEEP_MS = 14 * 24 * 3_600_000;

interface Stored<T> {
  at: number;
  value: T;
}

const keyOf = (owner: string, name: string) => `${PREFIX}${owner}:${name}`;

export function loadDraft<T>(owner: string, name: string): T | null {
  try {
    const raw = localStorage.getItem(keyOf(owner, name));
    if (!raw) return null;
    const stored = JSON.parse(raw) as Stored<T>;
    if (Date.now() - stored.at > KEEP_MS) return null;
    return stored.value;
  } catch {
    return null;
  }
}

/** When a draft was kept in this browser, in milliseconds; 0 where there is none. */
export function draftTime(owner: string, name: string): number {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(owner, name)) ?? '') as Stored<unknown>).at;
  } catch {
    return 0;
  }
}

/** Returns false where the browser keeps nothing (full, or storage switched off). */
export function saveDraft<T>(owner: string, name: string, value: T): boolean {
  try {
    localStorage.setItem(keyOf(owner, name), JSON.stringify({ at: Date.now(), value } satisfies Stored<T>));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(owner: string, name: string): void {
  try {
    localStorage.removeItem(keyOf(owner, name));
  } catch {
    // Nothing is kept, so nothing is left to remove.
  }
}
