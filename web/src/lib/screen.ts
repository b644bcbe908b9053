import type { Me } from '@/api/types';
import { setShortcuts } from './commands';

/** How the profile wants screens: the room lists take, and whether single letters are shortcuts. */
export function applyScreen(me: Pick<Me, 'density' | 'has_shortcuts'>): void {
  document.documentElement.dataset.density = me.density;
  setShortcuts(me.has_shortcuts);
}

const ROW_PX = { comfortable: 44, compact: 34 } as const;

/** Height of a row in a list, in pixels. */
export const rowPixels = (): number =>
  ROW_PX[document.documentElement.dataset.density === 'compact' ? 'compact' : 'comfortable'];
