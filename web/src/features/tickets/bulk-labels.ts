import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { BulkChange } from '@/api/desk-types';

/** Words of changes of many tickets. */
export const BULK_ACTION_LABELS: Record<BulkChange['action'], MessageDescriptor> = {
  assign: msg`Assigned`,
  transition: msg`Status changed`,
  tags: msg`Tags changed`,
  priority: msg`Priority set`,
  macro: msg`Macro applied`,
};

export const BULK_STATE_LABELS: Record<BulkChange['state'], MessageDescriptor> = {
  running: msg`Under way`,
  done: msg`Done`,
  undoing: msg`Being undone`,
  undone: msg`Undone`,
};

export const BULK_COUNT_LABELS = {
  waiting: msg`waiting`,
  done: msg`changed`,
  same: msg`so already`,
  refused: msg`refused`,
  returned: msg`as before`,
  kept: msg`not taken back`,
} as const;

export const BULK_COUNTS = ['waiting', 'done', 'same', 'refused', 'returned', 'kept'] as const;

/** How much of a change, or of its undo, is through; 0 to 100. */
export function progressOf(change: BulkChange): number {
  if (change.total === 0) return 100;
  if (change.state === 'running') return Math.round((100 * (change.total - change.waiting)) / change.total);
  if (change.state === 'undoing') {
    const through = change.returned + change.kept;
    return Math.round((100 * through) / Math.max(1, through + change.done));
  }
  return 100;
}
