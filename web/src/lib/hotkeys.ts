import { type Command, useCommandStore } from './commands';

/** How long a started sequence (`g …`) waits for its second key. */
const SEQUENCE_MS = 1_200;

/** Nobody types into a box to tick: letters act there as on the row. */
const TYPING =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable=""], [contenteditable="true"]';

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** The name of a key press as commands write it: `mod+k`, `shift+enter`, `?`, `g`. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const parts = [];
  if (mod) parts.push('mod');
  // For printed characters the shift is already in the character (`?`, `#`); letters keep it.
  if (event.shiftKey && (key.length > 1 || key !== event.key)) parts.push('shift');
  parts.push(key === ' ' ? 'space' : key);
  return parts.join('+');
}

export interface Listener {
  handle: (event: KeyboardEvent) => void;
}

/** Turns key presses into commands; holds the state of a started sequence. */
export function createKeyListener(commands: () => Command[], enabled: () => boolean): Listener {
  let pending = '';
  let pendingSince = 0;

  function find(name: string): Command | undefined {
    return commands().find((command) => command.keys === name);
  }

  function startsSequence(name: string): boolean {
    return commands().some((command) => command.keys?.startsWith(`${name} `));
  }

  function handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const name = keyName(event);
    const chord = name.startsWith('mod+');
    if (!chord && (!enabled() || isTyping(event.target) || inDialog(event.target))) return;
    const sequence = pending && Date.now() - pendingSince < SEQUENCE_MS ? `${pending} ${name}` : '';
    pending = '';
    const command = (sequence && find(sequence)) || find(name);
    if (command) {
      event.preventDefault();
      command.run();
    } else if (startsSequence(name)) {
      pending = name;
      pendingSince = Date.now();
    }
  }

  return { handle };
}

/** Menus and dialogs have keys of their own. */
function inDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}

export function listenToKeys(): () => void {
  const listener = createKeyListener(
    () => Object.values(useCommandStore.getState().commands),
    () => useCommandStore.getState().enabled,
  );
  window.addEventListener('keydown', listener.handle);
  return () => window.removeEventListener('keydown', listener.handle);
}

/** `mod+k` → `⌘ K` or `Ctrl K`, split into the caps to draw. */
export function keyCaps(keys: string): string[] {
  const names: Record<string, string> = {
    mod: isMac ? '⌘' : 'Ctrl',
    shift: '⇧',
    enter: '↵',
    escape: 'Esc',
    space: 'Space',
  };
  return keys.split(/[+ ]/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
