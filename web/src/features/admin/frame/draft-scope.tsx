import { createContext, type ReactNode, use } from 'react';
import { type Collection, inDraft, type Versioned } from '@/api/admin-http';

const Scope = createContext<string | null>(null);

/** Everything below reads and edits the content of a draft instead of what is in force. */
export function DraftScope({ id, children }: { id: string; children: ReactNode }) {
  return <Scope value={id}>{children}</Scope>;
}

/** The draft that is edited here; null where live rules are. */
export const useDraftId = (): string | null => use(Scope);

/** Where the pages of administration stand: below the draft, or in the open. */
export function useAdminBase(): string {
  const draft = useDraftId();
  return draft ? `/admin/lab/${draft}` : '/admin';
}

/** A collection as it stands in the draft that is edited here, else as it is in force. */
export function useInDraft<Read extends Versioned, Create, Patch>(live: Collection<Read, Create, Patch>) {
  const draft = useDraftId();
  return draft ? inDraft(live, draft) : live;
}
