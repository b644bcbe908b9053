import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Options {
  count: number;
  scrollTo: (index: number) => void;
  onOpen: (index: number, newTab: boolean) => void;
  onToggle: (index: number, range: boolean) => void;
  onToggleAll: () => void;
}

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** One row holds the tab stop; arrows and j/k move it, Enter opens, x selects (Shift for a range). */
export function useRoving(options: Options) {
  const { count } = options;
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, count - 1));
  const box = useRef<HTMLDivElement>(null);
  const takeFocus = useRef(false);

  useEffect(() => {
    if (!takeFocus.current) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    if (row) {
      takeFocus.current = false;
      row.focus({ preventScroll: true });
    }
  });

  function move(to: number): void {
    const next = Math.max(0, Math.min(to, count - 1));
    takeFocus.current = true;
    setActive(next);
    options.scrollTo(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
    const step = STEPS[event.key];
    if (step !== undefined) move(active + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(count - 1);
    else if (event.key === 'Enter' || event.key === 'o') options.onOpen(active, event.shiftKey);
    else if (event.key === 'x' || event.key === 'X') options.onToggle(active, event.shiftKey);
    else if (event.key === 'A' && event.shiftKey) options.onToggleAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { active, setActive, box, onKeyDown, move };
}

function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, button, a, select, textarea') !== null;
}
