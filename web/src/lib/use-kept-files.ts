import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeptFiles } from './kept-files';

/** Fetched with the first message that is written, so that no other page carries it. */
const keeping = () => import('./kept-files');

type Next = File[] | ((old: File[]) => File[]);
type Found = Omit<KeptFiles, 'at'>;

interface Kept extends Found {
  /** They were chosen before this page was loaded. */
  restored: boolean;
}

const NONE: Kept = { files: [], restored: false };

/** Chosen files as state that survives a reload, beside the draft of the same name. */
export function useKeptFiles(owner: string, name: string) {
  const [kept, setKept] = useState<Kept>(NONE);
  const latest = useRef<Kept>(NONE);
  const put = useCallback(
    (next: Kept) => {
      latest.current = next;
      setKept(next);
      const { restored: _, ...rest } = next;
      void keeping().then(({ saveFiles }) => saveFiles(owner, name, rest));
    },
    [owner, name],
  );
  useEffect(() => {
    let isHere = true;
    void keeping()
      .then(({ loadFiles }) => loadFiles(owner, name))
      .then((found) => {
        if (!isHere || !found || latest.current.files.length > 0) return;
        const { at: _, ...rest } = found;
        latest.current = { ...rest, restored: true };
        setKept(latest.current);
      });
    return () => {
      isHere = false;
    };
  }, [owner, name]);
  const setFiles = useCallback(
    (next: Next) => {
      const { files, ...rest } = latest.current;
      const chosen = typeof next === 'function' ? next(files) : next;
      put(chosen.length === 0 ? NONE : { ...rest, files: chosen });
    },
    [put],
  );
  /** The words these files go with are sent: whatever is still here belongs to that message. */
  const goWith = useCallback((commentId: string) => put({ ...latest.current, commentId }), [put]);
  return { ...kept, setFiles, goWith };
}
