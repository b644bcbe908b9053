/** Parts of the editors' page, as the address names them; apart from the model, as every first visit loads them. */
export const SHELVES = ['review', 'drafts', 'due', 'misses', 'synonyms', 'categories'] as const;
export type Shelf = (typeof SHELVES)[number];
