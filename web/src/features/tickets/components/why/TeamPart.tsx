import { Trans, useLingui } from '@lingui/react/macro';
import { List, Text } from '@mantine/core';
import type { Ticket } from '@/api/types';
import type { RoutingWhy } from '../../decision';
import { Part } from './Part';

interface Props {
  ticket: Ticket;
  why: RoutingWhy;
}

export function TeamPart({ ticket, why }: Props) {
  const { t } = useLingui();
  const moved = why.team !== null && ticket.team?.name !== why.team;
  return (
    <Part
      question={t`Why this team?`}
      answer={
        <Text fw={600} size="sm">
          {ticket.team?.name ?? <Trans>No team has it</Trans>}
        </Text>
      }
    >
      <List size="sm" spacing={4}>
        {why.rule && (
          <List.Item>
            <Trans>
              The routing rule “{why.rule}” names {why.team ?? '–'}.
            </Trans>
          </List.Item>
        )}
        {why.assignedBy && (
          <List.Item>
            <Trans>Given to this team by {why.assignedBy}.</Trans>
          </List.Item>
        )}
        {why.handedBack && (
          <List.Item>
            <Trans>Handed back: “{why.handedBack}”</Trans>
          </List.Item>
        )}
        {why.isUnrouted && (
          <List.Item>
            <Trans>No rule names a team, so it waits in triage.</Trans>
          </List.Item>
        )}
        {moved && (
          <List.Item>
            <Trans>Routing chose {why.team}; it was moved by hand since.</Trans>
          </List.Item>
        )}
        {why.addedBy.length > 0 && (
          <List.Item>
            <Trans>Rules that added to it: {why.addedBy.join(', ')}.</Trans>
          </List.Item>
        )}
        {why.priorityFloor && (
          <List.Item>
            <Trans>Rules ask for at least {why.priorityFloor}.</Trans>
          </List.Item>
        )}
        {why.version !== null && why.version > 0 && (
          <List.Item>
            <Trans>Rules in version {why.version}.</Trans>
          </List.Item>
        )}
      </List>
    </Part>
  );
}
