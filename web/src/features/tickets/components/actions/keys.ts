import { t } from '@lingui/core/macro';
import type { TicketSummary } from '@/api/types';
import type { Command } from '@/lib/commands';
import { openMacro } from '../macros/store';
import { openAction } from './store';

interface Asked {
  /** Whose commands these are: `queue` or `ticket`. */
  of: string;
  group: string;
  tickets: TicketSummary[];
  onTake: () => void;
}

/** What is done to tickets by key, the same in the queue, on a selection and on the ticket that is open. */
export function actionCommands({ of, group, tickets, onTake }: Asked): Command[] {
  const listed = (name: string, title: string, keys: string, run: () => void): Command => ({
    id: `${of}:${name}`,
    title,
    group,
    keys,
    run,
  });
  return [
    listed('take', t`Assign to me`, 'i', onTake),
    listed('assign', t`Assign…`, 'a', () => openAction('assign', tickets)),
    listed('status', t`Change the status…`, 's', () => openAction('status', tickets)),
    listed('priority', t`Priority…`, 'p', () => openAction('priority', tickets)),
    listed('tags', t`Tags…`, 'l', () => openAction('tags', tickets)),
    listed('resolve', t`Resolve…`, 'e', () => openAction('status', tickets, 'resolved')),
    listed('wait', t`Set to pending…`, 'z', () => openAction('status', tickets, 'pending')),
    listed('macro', t`Apply a macro…`, 'shift+m', () => openMacro(tickets, null)),
    ...(tickets.length === 1 ? [listed('merge', t`Merge…`, 'm', () => openAction('merge', tickets))] : []),
  ];
}
