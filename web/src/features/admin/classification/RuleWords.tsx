import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { ClassificationRule } from '@/api/admin-classification';
import { PriorityChip } from '@/ui/PriorityChip';
import { IMPACT_LABELS } from '../rules/labels';
import { KIND_LABELS } from './labels';

const SHOWN = 8;

/** What a rule asks for and the priority it gives. */
export function RuleWords({ rule }: { rule: ClassificationRule }) {
  const { t } = useLingui();
  const impacts = rule.impacts.map((impact) => t(IMPACT_LABELS[impact])).join(', ');
  return (
    <Group gap={6} align="baseline">
      <PriorityChip priority={rule.priority} withLabel />
      <Text span size="sm" c="dimmed">
        {t(KIND_LABELS[rule.kind])}
        {rule.any_terms.length > 0 && (
          <>
            {' · '}
            <Trans>any of</Trans> <Terms terms={rule.any_terms} />
          </>
        )}
        {rule.all_terms.length > 0 && (
          <>
            {' · '}
            <Trans>all of</Trans> <Terms terms={rule.all_terms} />
          </>
        )}
        {rule.none_terms.length > 0 && (
          <>
            {' · '}
            <Trans>none of</Trans> <Terms terms={rule.none_terms} />
          </>
        )}
        {impacts && (
          <>
            {' · '}
            <Trans>impact: {impacts}</Trans>
          </>
        )}
      </Text>
    </Group>
  );
}

function Terms({ terms }: { terms: string[] }) {
  const more = terms.length - SHOWN;
  return (
    <>
      {terms
        .slice(0, SHOWN)
        .map((term) => `“${term}”`)
        .join(', ')}
      {more > 0 && <Trans> and {more} more</Trans>}
    </>
  );
}
