import { create } from 'zustand';
import type { TicketSummary } from '@/api/types';
import { openAction } from '../actions/store';

/** Which macro the dialog is to begin with; none: it asks. */
export const useChosenMacro = create<{ id: string | null }>()(() => ({ id: null }));

/** Look at a macro for these tickets before it is applied. */
export function openMacro(tickets: TicketSummary[], id: string | null): void {
  useChosenMacro.setState({ id });
  openAction('macro', tickets);
}
