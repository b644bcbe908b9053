import { useCallback } from 'react';
import type { TicketSummary } from '@/api/types';
import { type Column, needsForm } from '../../kanban-model';
import { openAction } from '../actions/store';
import { useChange } from '../actions/use-change';

/** Put a ticket into a column: at once where the wish is enough, else through the form that asks for the rest. */
export function useMove(): (ticket: TicketSummary, column: Column) => void {
  const { mutate } = useChange();
  return useCallback(
    (ticket, column) => {
      if (needsForm(column)) openAction('status', [ticket], column.to);
      else mutate({ tickets: [ticket], change: { kind: 'transition', transition: { to: column.to } } });
    },
    [mutate],
  );
}
