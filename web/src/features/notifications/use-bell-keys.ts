import { type KeyboardEvent, useId, useState } from 'react';
import type { Bell } from './use-bell';

/** j and k move, e puts away, u takes back; Enter opens, as the focused link does anyway. */
export function useBellKeys(bell: Bell) {
  const [active, setActive] = useState(0);
  const listId = useId();
  const at = Math.min(active, Math.max(0, bell.groups.length - 1));

  function move(step: number): void {
    const next = Math.max(0, Math.min(bell.groups.length - 1, at + step));
    setActive(next);
    document.getElementById(listId)?.querySelectorAll<HTMLElement>('[data-news-link]')[next]?.focus();
  }

  const act = {
    j: () => move(isInside(document.getElementById(listId)) ? 1 : 0),
    k: () => move(-1),
    e: () => {
      const group = bell.groups[at];
      if (group) bell.finish(group);
    },
    u: () => void bell.undo(),
  };

  function onKeyDown(event: KeyboardEvent): void {
    const run =
      event.ctrlKey || event.metaKey || event.altKey
        ? undefined
        : act[event.key.toLowerCase() as keyof typeof act];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  return { listId, active: at, setActive, act, onKeyDown };
}

export type BellKeys = ReturnType<typeof useBellKeys>;

const isInside = (element: Element | null) => Boolean(element?.contains(document.activeElement));
