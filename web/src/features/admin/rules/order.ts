/** The ids after moving one by a step; unchanged at the ends. */
export function reordered(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = [...ids];
  next.splice(from, 1);
  next.splice(to, 0, id);
  return next;
}

/** Whether every word of a search is in what a rule says. */
export function fitsWords(query: string | undefined, words: (string | null | undefined)[]): boolean {
  const text = words.filter(Boolean).join(' ').toLowerCase();
  return (query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
