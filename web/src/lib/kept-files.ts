import { clear, createStore, del, entries, get, set } from 'idb-keyval';

/**
 * Files that were chosen and are not sent yet, kept in this browser per person: a reload, a crash or a closed tab
 * loses none of them. They never leave the browser this way; what is sent goes out of here one by one.
 */
export interface KeptFiles {
  files: File[];
  at: number;
  /** The message they go with, once its words are sent. */
  commentId?: string | undefined;
  /** The ticket they belong to, as people call it, where they were left behind by a new one. */
  number?: string | undefined;
}

const KEEP_MS = 3 * 24 * 3_600_000;
const store = createStore('itsm-files', 'kept');
const keyOf = (owner: string, name: string) => `${owner}:${name}`;

/** A browser that keeps nothing (switched off, full, private) says so by throwing: then there is nothing. */
async function unlessRefused<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch {
    return otherwise;
  }
}

/** What is kept under a name; null where there is nothing, or the browser keeps nothing. */
export async function loadFiles(owner: string, name: string): Promise<KeptFiles | null> {
  const found = await unlessRefused(() => get<KeptFiles>(keyOf(owner, name), store), undefined);
  if (!found) return null;
  if (Date.now() - found.at <= KEEP_MS && found.files.length > 0) return found;
  await dropFiles(owner, name);
  return null;
}

/** Keep these instead of what was there; a browser without room keeps none, and nothing else suffers. */
export async function saveFiles(owner: string, name: string, kept: Omit<KeptFiles, 'at'>): Promise<void> {
  if (kept.files.length === 0) return dropFiles(owner, name);
  await unlessRefused(() => set(keyOf(owner, name), { ...kept, at: Date.now() }, store), undefined);
}

export const dropFiles = (owner: string, name: string): Promise<void> =>
  unlessRefused(() => del(keyOf(owner, name), store), undefined);

/** Leave nothing in this browser: whoever signs out may share it. */
export const forgetFiles = (): Promise<void> => unlessRefused(() => clear(store), undefined);

/** What new tickets of this person left behind, by the number of the ticket. */
export async function leftBehind(owner: string): Promise<Array<{ number: string; count: number }>> {
  const all = await unlessRefused(() => entries<string, KeptFiles>(store), []);
  return all.flatMap(([key, { number, files, at }]) =>
    number && key.startsWith(`${owner}:`) && Date.now() - at <= KEEP_MS
      ? [{ number, count: files.length }]
      : [],
  );
}
