import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TicketSummary } from '@/api/types';
import { type Command, useCommands } from '@/lib/commands';
import { actionCommands } from '../actions/keys';

interface Keys {
  /** The selection, else the row the keyboard is on; empty where there is neither. */
  targets: TicketSummary[];
  onTake: () => void;
  onView: (index: number) => void;
  onClear: () => void;
  onNew: () => void;
  /** Undefined where there is no room for a ticket beside the list. */
  onSplit: (() => void) | undefined;
}

/** Keys of the queue, fetched beside its rows. Moving, opening and selecting rows is the table's own business. */
export function QueueKeys({ targets, onTake, onView, onClear, onNew, onSplit }: Keys) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const onTargets = useMemo((): Command[] => {
    const [first] = targets;
    if (!first) return [];
    const group = targets.length > 1 ? t`Selected tickets` : first.number;
    return actionCommands({ of: 'queue', group, tickets: targets, onTake });
  }, [targets, onTake, t]);
  const onList = useMemo(
    (): Command[] => [
      { id: 'queue:down', title: t`Next row`, group: t`List`, keys: 'j', palette: false, run: focusRow },
      { id: 'queue:up', title: t`Previous row`, group: t`List`, keys: 'k', palette: false, run: focusRow },
      {
        id: 'queue:open',
        title: t`Open the row`,
        group: t`List`,
        keys: 'enter',
        palette: false,
        run: focusRow,
      },
      {
        id: 'queue:select',
        title: t`Select the row`,
        group: t`List`,
        keys: 'x',
        palette: false,
        run: focusRow,
      },
      { id: 'queue:filter', title: t`Filter`, group: t`List`, keys: 'f', run: focusFilter },
      {
        id: 'queue:clear',
        title: t`Clear filters and selection`,
        group: t`List`,
        keys: 'shift+f',
        run: onClear,
      },
      { id: 'queue:new', title: t`Show new tickets`, group: t`List`, keys: '.', run: onNew },
      {
        id: 'queue:drafts',
        title: t`My drafts`,
        group: t`List`,
        run: () => void navigate({ to: '/queue/drafts' }),
      },
      {
        id: 'queue:bulk',
        title: t`Changes of many tickets`,
        group: t`List`,
        run: () => void navigate({ to: '/queue/bulk' }),
      },
      {
        id: 'queue:board',
        title: t`As a board`,
        group: t`List`,
        keys: 'g b',
        run: () => void navigate({ to: '/board', search: (old: object) => old } as never),
      },
      {
        id: 'queue:macros',
        title: t`Replies and macros`,
        group: t`List`,
        run: () => void navigate({ to: '/queue/macros' }),
      },
      ...(onSplit
        ? [
            {
              id: 'queue:split',
              title: t`List and ticket side by side, or the list alone`,
              group: t`List`,
              keys: 'shift+s',
              run: onSplit,
            },
          ]
        : []),
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => ({
        id: `queue:view:${place}`,
        title: t`View ${place}`,
        group: t`List`,
        keys: `v ${place}`,
        palette: false,
        run: () => onView(place - 1),
      })),
    ],
    [t, onClear, onNew, onView, onSplit, navigate],
  );
  useCommands(onTargets);
  useCommands(onList);
  return null;
}

/** The first list key of a visit only enters the table, which handles all that follow. */
function focusRow(): void {
  document.querySelector<HTMLElement>('[role="grid"] [data-row][tabindex="0"]')?.focus();
}

function focusFilter(): void {
  document.querySelector<HTMLElement>('[data-filter]')?.click();
}
