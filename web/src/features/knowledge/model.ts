import type { Article, ArticleCard, Heading, Move } from '@/api/knowledge';

const WORDS_PER_MINUTE = 200;

/** Minutes a reader needs, at least one. */
export const readingMinutes = (html: string): number =>
  Math.max(1, Math.round(html.replace(/<[^>]+>/g, ' ').split(/\s+/).length / WORDS_PER_MINUTE));

/** The share of readers it helped, in percent; null while too few have spoken. */
export function helpedShare({
  helpful,
  unhelpful,
}: Pick<ArticleCard, 'helpful' | 'unhelpful'>): number | null {
  const spoken = helpful + unhelpful;
  return spoken < 3 ? null : Math.round((helpful / spoken) * 100);
}

/** A list of contents is worth its place from this many headings on. */
export const hasContents = (outline: Heading[]): boolean => outline.length >= 2;

/** A newer text exists than the one readers see. */
export const isAhead = (article: Pick<Article, 'live_version' | 'head_version'>): boolean =>
  article.live_version !== null && article.head_version !== article.live_version;

/** The one thing that is done next; the others stand behind a menu. */
export const mainMove = (moves: Move[]): Move | undefined =>
  (['publish', 'submit', 'reopen'] as const).find((move) => moves.includes(move));

/** "vpn, tunnel ,VPN" → ["vpn", "tunnel"]. */
export const splitWords = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter(Boolean),
  ),
];

export interface Selection {
  value: string;
  start: number;
  end: number;
}

const BLOCKS = {
  heading: '## ',
  list: '- ',
  steps: '1. ',
  quote: '> ',
} as const;

const PIECES = {
  table: '| Setting | Value |\n|---|---|\n| Server | vpn.madison88.example |\n',
  note: '> [!NOTE]\n> ',
  warning: '> [!WARNING]\n> ',
  code: '```\n\n```\n',
} as const;

export type Tool = 'bold' | 'link' | keyof typeof BLOCKS | keyof typeof PIECES;

/** What a tool of the editor makes of the text, and where the cursor stands afterwards. */
export function applyTool(tool: Tool, { value, start, end }: Selection): Selection {
  const chosen = value.slice(start, end);
  if (tool === 'bold') return splice(value, start, end, `**${chosen || 'text'}**`, 2, chosen || 'text');
  if (tool === 'link')
    return splice(value, start, end, `[${chosen || 'text'}](https://)`, 1, chosen || 'text');
  if (tool in BLOCKS) {
    const line = value.lastIndexOf('\n', start - 1) + 1;
    const sign = BLOCKS[tool as keyof typeof BLOCKS];
    const marked = value.slice(line, end).replace(/^/gm, sign);
    const text = value.slice(0, line) + marked + value.slice(end);
    return { value: text, start: line + marked.length, end: line + marked.length };
  }
  const piece = PIECES[tool as keyof typeof PIECES];
  const before = value.slice(0, start);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const text = `${before}${gap}${piece}${value.slice(end)}`;
  const cursor = before.length + gap.length + (tool === 'code' ? 4 : piece.length);
  return { value: text, start: cursor, end: cursor };
}

function splice(value: string, start: number, end: number, piece: string, skip: number, chosen: string) {
  const at = start + skip;
  return { value: value.slice(0, start) + piece + value.slice(end), start: at, end: at + chosen.length };
}
