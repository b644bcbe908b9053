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

/** What is kept under a name; null where there is nothing, or the browser keeps nothing. */
export async function loadFiles(owner: string, name: string): Promise<KeptFiles | null> {
  const found = await get<KeptFiles>(keyOf(owner, name), store).catch(() => undefined);
  if (!found) return null;
  if (Date.now() - found.at <= KEEP_MS && found.files.length > 0) return found;
  await dropFiles(owner, name);
  return null;
}

/** Keep these instead of what was there; a browser without room keeps none, and nothing else suffers. */
export async function saveFiles(owner: string, name: string, kept: Omit<KeptFiles, 'at'>): Promise<void> {
  if (kept.files.length === 0) return dropFiles(owner, name);
  await set(keyOf(owner, name), { ...kept, at: Date.now() }, store).catch(() => undefined);
}

export const dropFiles = (owner: string, name: string): Promise<void> =>
  del(keyOf(owner, name), store).catch(() => undefined);

/** Leave nothing in this browser: whoever signs out may share it. */
export const forgetFiles = (): Promise<void> => clear(store).catch(() => undefined);

/** What new tickets of this person left behind, by the number of the ticket. */
export async function leftBehind(owner: string): Promise<Array<{ number: string; count: number }>> {
  const all = await entries<string, KeptFiles>(store).catch(() => []);
  return all.flatMap(([key, { number, files, at }]) =>
    number && key.startsWith(`${owner}:`) && Date.now() - at <= KEEP_MS
      ? [{ number, count: files.length }]
      : [],
  );
}
