import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Table, Text } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { formatMoment } from '@/lib/time';
import { whyNot } from '@/ui/why-not';
import type { Candidate, RoutingWhy } from '../../decision';
import { Part } from './Part';

interface Props {
  ticket: Ticket;
  why: RoutingWhy;
}

export function AgentPart({ ticket, why }: Props) {
  const { t } = useLingui();
  const moved = why.assignee !== null && ticket.assignee?.name !== why.assignee;
  return (
    <Part
      question={t`Why this agent?`}
      answer={
        <Text fw={600} size="sm">
          {ticket.assignee?.name ?? <Trans>Nobody has it yet</Trans>}
        </Text>
      }
    >
      {why.why && <Text size="sm">{why.why}</Text>}
      {moved && (
        <Text size="sm">
          <Trans>Routing chose {why.assignee}; it was given on since.</Trans>
        </Text>
      )}
      {why.candidates.length > 0 && <Candidates candidates={why.candidates} />}
    </Part>
  );
}

function Candidates({ candidates }: { candidates: Candidate[] }) {
  const { t } = useLingui();
  return (
    <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} role="region" aria-label={t`Agents`}>
      <Table fz="sm" verticalSpacing={6} horizontalSpacing={6} captionSide="top">
        <Table.Caption
          ta="left"
          ms={6}
        >{t`Everybody who was considered, with the numbers of that moment`}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`Agent`}</Table.Th>
            <Table.Th scope="col" ta="right">{t`Open`}</Table.Th>
            <Table.Th scope="col">{t`Last assigned`}</Table.Th>
            <Table.Th scope="col">{t`Outcome`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {candidates.map((candidate) => (
            <Table.Tr key={candidate.id}>
              <Table.Td>
                {candidate.name}
                {candidate.team && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    {candidate.team}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {candidate.openCount}
                {candidate.capacity !== null && ` / ${candidate.capacity}`}
              </Table.Td>
              <Table.Td>
                {candidate.lastAssignedAt ? formatMoment(candidate.lastAssignedAt) : t`never`}
              </Table.Td>
              <Table.Td>
                {candidate.notTaken ? (
                  [t(whyNot(candidate.notTaken)), candidate.missingSkills.join(', ')]
                    .filter(Boolean)
                    .join(': ')
                ) : (
                  <Badge color="teal" variant="light" tt="none" radius="sm">
                    <Trans>chosen</Trans>
                  </Badge>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
