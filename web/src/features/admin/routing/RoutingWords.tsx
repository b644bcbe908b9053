import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { RoutingRule } from '@/api/admin-routing';
import { WhereWords } from '../rules/where/WhereWords';

const namesOf = (things: { name: string }[]) => things.map(({ name }) => name);

/** What a rule asks for and what it does, in words. */
export function RoutingWords({ rule }: { rule: RoutingRule }) {
  const { team, priority_floor: floor } = rule;
  const watchers = namesOf(rule.watchers).join(', ');
  const skills = namesOf(rule.skills).join(', ');
  const teamName = team?.name;
  const agentName = rule.agent?.name;
  return (
    <>
      <WhereWords where={rule.where} mentioned={rule.mentioned} />
      <Text size="sm" c="dimmed">
        {'→ '}
        {team && (
          <Trans>
            team <strong>{teamName}</strong>.{' '}
          </Trans>
        )}
        {agentName && (
          <Trans>
            First <strong>{agentName}</strong>, if they can take it.{' '}
          </Trans>
        )}
        {floor && <Trans>At least {floor}. </Trans>}
        {skills && <Trans>Needs {skills}. </Trans>}
        {watchers && <Trans>Watched by {watchers}. </Trans>}
        {rule.notify_manager && <Trans>The manager is told.</Trans>}
      </Text>
    </>
  );
}
