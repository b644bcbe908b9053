import { Stack } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { priorityWhy, routingWhy } from '../../decision';
import { AgentPart } from './AgentPart';
import { DuePart } from './DuePart';
import { PriorityPart } from './PriorityPart';
import { TeamPart } from './TeamPart';

/** Why this priority, this team, this agent and not the others, and this due date: line by line. */
export function WhyTab({ ticket, name }: { ticket: Ticket; name: string }) {
  const routing = routingWhy(ticket.decision);
  return (
    <Stack gap="md">
      <PriorityPart ticket={ticket} why={priorityWhy(ticket.decision)} />
      <TeamPart ticket={ticket} why={routing} />
      <AgentPart ticket={ticket} why={routing} />
      <DuePart name={name} />
    </Stack>
  );
}
