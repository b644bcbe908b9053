import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Approval } from '@/api/approvals';
import { useCan } from '@/api/auth';
import { formatMoment } from '@/lib/time';
import { ApprovalSteps } from '@/ui/approvals/ApprovalSteps';
import { DecideButtons } from '@/ui/approvals/DecideButtons';
import { Facts } from '@/ui/approvals/Facts';
import { APPROVAL_STATE_COLORS, APPROVAL_STATE_LABELS } from '@/ui/approvals/labels';
import { TextLink } from '@/ui/links';
import classes from './ApprovalCard.module.css';

/** One thing to be approved: what it is, who was asked, and the two buttons. */
export function ApprovalCard({ approval, isOpen }: { approval: Approval; isOpen: boolean }) {
  const { t } = useLingui();
  const short = approval.facts.filter(({ label }) => SHORT.includes(label));
  const long = approval.facts.filter(({ label }) => !SHORT.includes(label));
  return (
    <Paper withBorder component="article" p="lg" aria-label={approval.title}>
      <Stack gap="md">
        <div>
          <Group justify="space-between" gap="xs" align="flex-start">
            <Title order={2} size="h4" className={classes.title}>
              {approval.title}
            </Title>
            <Badge variant="light" color={APPROVAL_STATE_COLORS[approval.state]}>
              {t(APPROVAL_STATE_LABELS[approval.state])}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            <NumberLink approval={approval} /> ·{' '}
            <Trans>
              asked for by {approval.requester.name}, {formatMoment(approval.created_at)}
            </Trans>
          </Text>
        </div>
        <Facts facts={short} />
        {long.length > 0 && (
          <details className={classes.fold}>
            <summary>
              <Trans>The whole plan</Trans>
            </summary>
            <Facts facts={long} />
          </details>
        )}
        <ApprovalSteps approval={approval} />
        {approval.void_reason && (
          <Text size="sm" c="dimmed">
            <Trans>Voided: {approval.void_reason}</Trans>
          </Text>
        )}
        {isOpen && <DecideButtons approval={approval} />}
      </Stack>
    </Paper>
  );
}

const SHORT = ['type', 'risk', 'window', 'implementer', 'systems', 'business_impact', 'justification'];

/** A link to the thing itself, for those who may open it. */
function NumberLink({ approval }: { approval: Approval }) {
  const opens = useCan('changes.write') && approval.subject_type === 'change';
  if (!opens) return <>{approval.number}</>;
  return (
    <TextLink to="/changes/$id" params={{ id: approval.number }} size="sm">
      {approval.number}
    </TextLink>
  );
}
