import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { create } from 'zustand';

/** One action, reachable from the palette, by key and in the shortcut sheet. */
export interface Command {
  id: string;
  /** Already translated. */
  title: string;
  group: string;
  /** `mod+k`, a single typed character (`c`, `?`), or a sequence (`g q`). */
  keys?: string;
  icon?: ReactNode;
  /** Extra words the palette finds it by. */
  keywords?: string;
  /** Listed in the palette unless this is false. */
  palette?: boolean;
  run: () => void;
}

interface CommandState {
  commands: Record<string, Command>;
  enabled: boolean;
}

const OFF_KEY = 'itsm-shortcuts';

function storedSwitch(): boolean {
  try {
    return localStorage.getItem(OFF_KEY) !== 'off';
  } catch {
    return true;
  }
}

export const useCommandStore = create<CommandState>()(() => ({ commands: {}, enabled: storedSwitch() }));

/** Letter shortcuts can be switched off (WCAG 2.1.4); chords with mod stay. */
export function setShortcuts(enabled: boolean): void {
  useCommandStore.setState({ enabled });
  try {
    localStorage.setItem(OFF_KEY, enabled ? 'on' : 'off');
  } catch {
    // The switch then holds until the page is closed.
  }
}

export function registerCommands(list: Command[]): () => void {
  useCommandStore.setState((state) => {
    const commands = { ...state.commands };
    for (const command of list) commands[command.id] = command;
    return { commands };
  });
  return () =>
    useCommandStore.setState((state) => {
      const commands = { ...state.commands };
      for (const command of list) {
        if (commands[command.id] === command) delete commands[command.id];
      }
      return { commands };
    });
}

/** Offer commands while the calling component is on screen. `list` must be stable between renders. */
export function useCommands(list: Command[]): void {
  useEffect(() => registerCommands(list), [list]);
}
