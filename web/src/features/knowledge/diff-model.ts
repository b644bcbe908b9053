import type { DiffLine } from '@/api/knowledge';

export type DiffRow =
  | { kind: 'line'; key: string; line: DiffLine }
  | { kind: 'fold'; key: string; count: number };

const AROUND = 2;
const WORTH_FOLDING = 4;

/** Lines that are the same and not near a change, as one row that counts them. */
export function foldSame(lines: DiffLine[]): DiffRow[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  const rows: DiffRow[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && !near[end]) end += 1;
    if (end - at >= WORTH_FOLDING) {
      rows.push({ kind: 'fold', key: `fold-${at}`, count: end - at });
      at = end;
      continue;
    }
    const line = lines[at];
    if (line) rows.push({ kind: 'line', key: `line-${at}`, line });
    at += 1;
  }
  return rows;
}
