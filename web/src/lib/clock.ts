import { useSyncExternalStore } from 'react';

/** One timer for every ring and countdown of the page; it stops while nothing shows time or the tab is hidden. */
const STEP_MS = 1_000;

type Listener = () => void;
const listeners = new Set<Listener>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
let skewMs = 0;

/** Correct for a wrong clock of this computer: the server's time minus ours, in milliseconds. */
export function setServerTime(serverMs: number): void {
  skewMs = serverMs - Date.now();
}

export const currentTime = (): number => Date.now() + skewMs;

function tick(): void {
  now = currentTime();
  for (const listener of listeners) listener();
}

function follow(): void {
  const wanted = listeners.size > 0 && document.visibilityState !== 'hidden';
  if (wanted && timer === undefined) {
    now = currentTime();
    timer = setInterval(tick, STEP_MS);
  } else if (!wanted && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    follow();
    if (document.visibilityState === 'visible') tick();
  });
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  follow();
  return () => {
    listeners.delete(listener);
    follow();
  };
}

function snapshot(): number {
  if (listeners.size === 0) now = Math.floor(currentTime() / STEP_MS) * STEP_MS;
  return now;
}

/** The time now in milliseconds, renewed each second for all callers together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot);
}
