import { create } from 'zustand';
import type { TicketSummary } from '@/api/types';
import { openAction } from '../actions/store';

export interface Split {
  id: string;
  body: string;
}

/** The message that is to become a ticket of its own. */
export const useSplitting = create<{ message: Split | null }>()(() => ({ message: null }));

export function openSplit(ticket: TicketSummary, message: Split): void {
  useSplitting.setState({ message });
  openAction('split', [ticket]);
}
