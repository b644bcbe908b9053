import { useNavigate, useSearch } from '@tanstack/react-router';

/** What admin pages keep in the address: filters, and which record is open (`new` for a new one). */
export type AdminSearch = Partial<Record<string, string>>;

/** Every value as text; anything that is none of text, number or switch counts as not given. */
export function readAdminSearch(search: Record<string, unknown>): AdminSearch {
  const given = Object.entries(search).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]).filter(([, value]) => value));
}

export const NEW = 'new';

interface Options {
  /** Leave without asking about unsaved changes. */
  force?: boolean;
  replace?: boolean;
}

export function useAdminSearch() {
  const search = useSearch({ strict: false }) as AdminSearch;
  const navigate = useNavigate();
  const set = (changes: AdminSearch, { force = false, replace = true }: Options = {}) => {
    const next = readAdminSearch({ ...search, ...changes });
    void navigate({ to: '.', search: next as never, replace, ignoreBlocker: force });
  };
  return {
    search,
    set,
    /** Opening a record is a step of its own: the back button closes it. */
    open: (id: string) => set({ edit: id, parent: '' }, { replace: false }),
    close: (force = false) => set({ edit: '', parent: '' }, { force }),
  };
}
