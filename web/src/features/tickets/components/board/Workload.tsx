import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Paper, Text, Title } from '@mantine/core';
import type { AgentWork } from '@/api/board';
import { BlockLink } from '@/ui/links';
import { PersonChip } from '@/ui/PersonChip';
import { ABSENCE_LABELS } from '../../board-labels';
import { shareOf, toneOf } from '../../board-model';
import classes from './Board.module.css';
import { linkTo } from './Figures';

/** How much each of the team has against what they can take; a row leads to their tickets. */
export function Workload({ agents }: { agents: AgentWork[] }) {
  const { t } = useLingui();
  const most = Math.max(1, ...agents.map(({ open, capacity }) => Math.max(open, capacity ?? 0)));
  return (
    <Paper withBorder p="md" component="section" aria-label={t`Who has how much`}>
      <Title order={2} size="h4" mb="sm">
        <Trans>Who has how much</Trans>
      </Title>
      {agents.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>Nobody works in this team.</Trans>
        </Text>
      )}
      {agents.map((agent) => (
        <BlockLink
          key={agent.id}
          to="/queue"
          search={linkTo({ view: 'queue', assignee: agent.id }, undefined) as never}
          className={classes.agent}
        >
          <span className={classes.who}>
            <PersonChip person={agent} />
            {agent.is_lead && (
              <Badge size="xs" variant="light" tt="none" radius="sm">
                <Trans>Lead</Trans>
              </Badge>
            )}
            {agent.absence && (
              <Badge size="xs" variant="light" color="gray" tt="none" radius="sm">
                {t(ABSENCE_LABELS[agent.absence])}
              </Badge>
            )}
          </span>
          <span className={classes.bar} aria-hidden>
            <span
              className={classes.load}
              data-tone={toneOf(agent)}
              style={{ inlineSize: `${shareOf(agent.open, most)}%` }}
            />
            {agent.capacity !== null && (
              <span
                className={classes.limit}
                style={{ insetInlineStart: `${shareOf(agent.capacity, most)}%` }}
              />
            )}
          </span>
          <Text span size="sm" className={`numeric ${classes.count}`}>
            <b>{agent.open}</b>
            {agent.capacity !== null && (
              <Text span size="xs" c="dimmed">
                {' '}
                <Trans>of {agent.capacity}</Trans>
              </Text>
            )}
          </Text>
          <span className={classes.marks}>
            {agent.p1 > 0 && (
              <Badge size="sm" color="red" variant="light" tt="none" radius="sm">
                P1 {agent.p1}
              </Badge>
            )}
            {agent.at_risk > 0 && (
              <Badge size="sm" color="yellow" variant="light" tt="none" radius="sm">
                <Trans>{agent.at_risk} at risk</Trans>
              </Badge>
            )}
            {agent.breached > 0 && (
              <Badge size="sm" color="red" variant="light" tt="none" radius="sm">
                <Trans>{agent.breached} late</Trans>
              </Badge>
            )}
          </span>
        </BlockLink>
      ))}
    </Paper>
  );
}
