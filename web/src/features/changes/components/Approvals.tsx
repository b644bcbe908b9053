import { Trans } from '@lingui/react/macro';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Change } from '@/api/changes';
import { changeApprovalsQuery } from '@/api/changes';
import { ApprovalSteps } from '@/ui/approvals/ApprovalSteps';
import { DecideButtons } from '@/ui/approvals/DecideButtons';
import { Panel } from './Panel';

/** Who was asked, what they said, and the two buttons for those whose turn it is. */
export function Approvals({ change }: { change: Change }) {
  const { data = [] } = useQuery(changeApprovalsQuery(change.number));
  const standing = data.filter(({ state }) => state !== 'voided');
  const voided = data.length - standing.length;
  return (
    <Panel title={<Trans>Approvals</Trans>}>
      <Stack gap="md">
        {change.approved_itself && (
          <Text size="sm">
            <Trans>It approved itself: low risk, and as its pre-approved template says.</Trans>
          </Text>
        )}
        {standing.length === 0 && !change.approved_itself && (
          <Text size="sm" c="dimmed">
            <Trans>Nobody is asked yet.</Trans>
          </Text>
        )}
        {standing.map((approval) => (
          <Stack key={approval.id} gap="sm">
            {approval.purpose === 'afterwards' && (
              <Text size="sm" fw={600}>
                <Trans>Afterwards</Trans>
              </Text>
            )}
            <ApprovalSteps approval={approval} />
            <DecideButtons approval={approval} />
          </Stack>
        ))}
        {voided > 0 && (
          <Text size="xs" c="dimmed">
            <Trans>Asked before and voided, because the plan changed: {voided}</Trans>
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
