import { create } from 'zustand';
import type { TicketSummary } from '@/api/types';
import { openAction } from '../actions/store';

/** Which macro the dialog is to begin with; none: it asks. */
export const useChosenMacro = create<{ id: string | null }>()(() => ({ id: null }));

/** Look at a macro for this ticket before it is applied. */
export function openMacro(ticket: TicketSummary, id: string | null): void {
  useChosenMacro.setState({ id });
  openAction('macro', [ticket]);
}
