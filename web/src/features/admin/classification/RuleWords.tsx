import { Trans } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { ClassificationRule } from '@/api/admin-classification';
import { PriorityChip } from '@/ui/PriorityChip';
import { WhereWords } from '../rules/where/WhereWords';

/** What a rule asks for and the priority it gives. */
export function RuleWords({ rule }: { rule: ClassificationRule }) {
  return (
    <>
      <Group gap={6}>
        {rule.is_floor && (
          <Text span size="sm">
            <Trans>at least</Trans>
          </Text>
        )}
        <PriorityChip priority={rule.priority} withLabel />
      </Group>
      <Text size="sm" c="dimmed">
        <WhereWords where={rule.where} mentioned={rule.mentioned} />
      </Text>
    </>
  );
}
