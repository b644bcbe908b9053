import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { RoutingRule } from '@/api/admin-routing';
import { ConditionWords } from '../rules/ConditionWords';

const namesOf = (things: { name: string }[]) => things.map(({ name }) => name);

/** What a rule asks for and what it does, in words. */
export function RoutingWords({ rule }: { rule: RoutingRule }) {
  const { conditions, team, priority_floor: floor } = rule;
  const watchers = namesOf(rule.watchers).join(', ');
  const teamName = team?.name;
  return (
    <>
      <ConditionWords
        conditions={{
          ...conditions,
          categories: namesOf(conditions.categories),
          subcategories: namesOf(conditions.subcategories),
          locations: namesOf(conditions.locations),
        }}
      />
      <Text size="sm" c="dimmed">
        {'→ '}
        {team && (
          <Trans>
            team <strong>{teamName}</strong>.{' '}
          </Trans>
        )}
        {floor && <Trans>At least {floor}. </Trans>}
        {watchers && <Trans>Watched by {watchers}. </Trans>}
        {rule.notify_manager && <Trans>The manager is told.</Trans>}
      </Text>
    </>
  );
}
