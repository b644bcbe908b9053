import type { Macro, MacroField } from '@/api/macros';

export interface Slash {
  /** Where the slash stands. */
  start: number;
  query: string;
}

const LONGEST = 40;

/** A slash that begins a line, with what was typed behind it: a canned reply or a macro is being looked for. */
export function slashAt(text: string, caret: number): Slash | null {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(start, caret);
  return line.startsWith('/') && line.length <= LONGEST ? { start, query: line.slice(1) } : null;
}

/** The text with `put` where the slash and its words were. */
export const withoutSlash = (text: string, { start, query }: Slash, put = ''): string =>
  text.slice(0, start) + put + text.slice(start + 1 + query.length);

/** Text alone: it is put into the message and nothing else happens. */
export const isReply = (macro: Macro): boolean => macro.fields.length === 0;

const MOST = 8;

/**
 * What fits the words typed, those that begin so first. Texts for colleagues are not offered for a reply, nor the
 * other way round; a macro brings its own channel.
 */
export function fitting(macros: readonly Macro[], query: string, isNote: boolean, most = MOST): Macro[] {
  const wanted = query.trim().toLowerCase();
  const place = ({ name }: Macro) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return macros
    .filter((macro) => !isReply(macro) || macro.is_internal === isNote)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((one, other) => place(one) - place(other))
    .slice(0, most);
}

/** How a field is spoken of, in the order in which macros do it. */
export const MACRO_FIELDS: readonly MacroField[] = ['status', 'priority', 'team', 'assignee', 'tags'];
