/** Parts of a ticket's page, as the address names them. */
export const TICKET_TABS = ['conversation', 'why', 'sla', 'audit'] as const;
export type TicketTab = (typeof TICKET_TABS)[number];
