/** What is being typed after an @, right before the caret; null where nobody is being named. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | null {
  const before = text.slice(0, caret);
  const found = /(?:^|\s)@([\p{L}\p{M}'.-]*(?: [\p{L}\p{M}'.-]+)?)$/u.exec(before);
  const query = found?.[1];
  if (query === undefined) return null;
  return { start: caret - query.length - 1, query };
}

/** The text with the name put where it was being typed, and where the caret goes. */
export function withMention(text: string, start: number, caret: number, name: string) {
  const put = `@${name} `;
  return { text: text.slice(0, start) + put + text.slice(caret).trimStart(), caret: start + put.length };
}

export interface Named {
  id: string;
  name: string;
}

/** Whoever was chosen and still stands in the text. */
export const namedIn = (text: string, chosen: Named[]): string[] => [
  ...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)),
];
