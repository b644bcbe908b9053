import { Trans } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { Change } from '@/api/changes';
import { RiskBadge } from '@/ui/ChangeBadges';
import { Panel } from './Panel';
import classes from './RiskPanel.module.css';

/** How the risk came about, answer by answer. */
export function RiskPanel({ change }: { change: Change }) {
  return (
    <Panel title={<Trans>Risk</Trans>} actions={<RiskBadge level={change.risk_level} />}>
      {change.risk_lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          <Trans>The questions about risk are not answered yet.</Trans>
        </Text>
      ) : (
        <>
          <ul className={classes.lines}>
            {change.risk_lines.map((line) => (
              <li key={line.question}>
                <span>
                  {line.question}
                  <strong>{line.answer}</strong>
                </span>
                <span className={classes.points} data-some={line.points > 0 || undefined}>
                  {line.points} / {line.most}
                </span>
              </li>
            ))}
          </ul>
          <Group justify="space-between" mt="sm">
            <Text size="sm" c="dimmed">
              <Trans>Share of all points</Trans>
            </Text>
            <Text size="sm" fw={600}>
              {change.risk_score} %
            </Text>
          </Group>
        </>
      )}
    </Panel>
  );
}
