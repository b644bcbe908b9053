import type { Me, TicketSummary } from '@/api/types';
import { can } from '@/lib/permissions';

/** Whether this person works the ticket, rather than only having raised it; the server decides anyway. */
export function worksOn(me: Me, ticket: TicketSummary): boolean {
  if (!can(me, 'tickets.work')) return false;
  if (can(me, 'tickets.read_all') || ticket.assignee?.id === me.id) return true;
  return ticket.team !== null && me.teams.some(({ id }) => id === ticket.team?.id);
}
