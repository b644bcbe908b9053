import { Plural, Trans } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type RuleSetKind, ruleStatisticsQuery } from '@/api/conditions';
import { RuleTickets } from './RuleTickets';
import { rate } from './rate';

interface Props {
  kind: RuleSetKind;
  rule: { id: string; name: string };
}

/** How often a rule decided and how often people put it right; opens the tickets behind. */
export function RuleFigures({ kind, rule }: Props) {
  const [opened, { open, close }] = useDisclosure();
  const { data } = useQuery(ruleStatisticsQuery(kind));
  if (!data) return null;
  const found = data.get(rule.id);
  if (!found) {
    return (
      <Text size="xs" c="dimmed">
        <Trans>Decided no ticket in the last 90 days</Trans>
      </Text>
    );
  }
  const { last_30_days: recent, last_90_days: long } = found;
  return (
    <>
      <UnstyledButton onClick={open} fz="xs" c="dimmed" td="underline">
        <Trans>
          30 days: <Plural value={recent.hits} one="# ticket" other="# tickets" />, {recent.corrections}{' '}
          corrected ({rate(recent)}) · 90 days: {long.hits}, {long.corrections} ({rate(long)})
        </Trans>
      </UnstyledButton>
      {opened && <RuleTickets kind={kind} rule={rule} onClose={close} />}
    </>
  );
}
