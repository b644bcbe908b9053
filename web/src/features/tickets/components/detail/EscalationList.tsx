import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Table, Text, Title } from '@mantine/core';
import type { EscalationStep } from '@/api/desk-types';
import { formatMoment, fullMoment } from '@/lib/time';
import { CLOCK_LABELS } from '../../labels';

/** The escalation levels of a ticket: what those that ran did, and when the others would. */
export function EscalationList({ steps }: { steps: EscalationStep[] }) {
  const { t } = useLingui();
  if (steps.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="sm" mb="xs">
        <Trans>Escalation</Trans>
      </Title>
      <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} role="region" aria-label={t`Levels`}>
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t`Level`}</Table.Th>
              <Table.Th scope="col">{t`When`}</Table.Th>
              <Table.Th scope="col">{t`What happened`}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <Step key={`${step.metric}-${step.cycle}-${step.percent}-${step.name}`} step={step} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Step({ step }: { step: EscalationStep }) {
  const { t } = useLingui();
  const metric = CLOCK_LABELS[step.metric];
  return (
    <Table.Tr c={step.done_at ? undefined : 'dimmed'}>
      <Table.Td>
        <Text span size="sm" fw={600}>
          {step.name}
        </Text>
        <Text size="xs">
          {metric ? t(metric) : step.metric}, <span className="numeric">{step.percent} %</span>
        </Text>
      </Table.Td>
      <Table.Td title={step.at ? fullMoment(step.at) : undefined}>
        {step.at ? formatMoment(step.at) : <Trans>when its clock runs again</Trans>}
      </Table.Td>
      <Table.Td>{step.done_at ? step.outcome.join(' ') : <Trans>waits</Trans>}</Table.Td>
    </Table.Tr>
  );
}
