import type { Piece } from '@/api/knowledge';
import classes from './Marked.module.css';

/** Text with what was looked for marked in it. */
export function Marked({ pieces }: { pieces: Piece[] }) {
  const keyed = pieces.map((piece, at) => ({ ...piece, key: `${at}:${piece.text}` }));
  return keyed.map((piece) =>
    piece.is_match ? (
      <mark key={piece.key} className={classes.mark}>
        {piece.text}
      </mark>
    ) : (
      <span key={piece.key}>{piece.text}</span>
    ),
  );
}
