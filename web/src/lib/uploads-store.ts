import { create } from 'zustand';

export interface Sending {
  id: string;
  name: string;
  /** 0–1 */
  share: number;
  /** The line is broken; it goes on by itself. */
  waiting: boolean;
  cancel: () => void;
}

/** Files on their way, from wherever they were chosen; shown by the tray until they are there. */
export const useUploads = create<{ sending: Sending[] }>()(() => ({ sending: [] }));
