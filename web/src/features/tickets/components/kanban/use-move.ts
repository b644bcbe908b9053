import { useCallback } from 'react';
import type { Priority, TicketSummary } from '@/api/types';
import type { Lane } from '../../kanban-lanes';
import { type Column, needsForm } from '../../kanban-model';
import type { LaneBy } from '../../search';
import { openAction, openPriority } from '../actions/store';
import { useChange } from '../actions/use-change';

/** Put a ticket into a column: at once where the wish is enough, else through the form that asks for the rest. */
export function useMove(): (ticket: TicketSummary, column: Column) => void {
  const { mutate } = useChange();
  return useCallback(
    (ticket, column) => {
      if (needsForm(column)) openAction('status', [ticket], column.to);
      else {
        const change = { kind: 'transition', transition: { to: column.to } } as const;
        mutate({ tickets: [ticket], change, withUndo: true });
      }
    },
    [mutate],
  );
}

/** Give a ticket to the agent or team of a lane, or ask why it shall have the lane's priority. */
export function useLaneMove(): (ticket: TicketSummary, by: LaneBy, lane: Lane) => void {
  const { mutate } = useChange();
  return useCallback(
    (ticket, by, { key, name }) => {
      if (by === 'priority') return openPriority(ticket, key as Priority);
      const whom = { id: key, name: name ?? '' };
      const [assign, shown] =
        by === 'team' ? [{ team_id: key }, { team: whom }] : [{ assignee_id: key }, { assignee: whom }];
      mutate({ tickets: [ticket], change: { kind: 'assign', assign }, shown, withUndo: true });
    },
    [mutate],
  );
}
