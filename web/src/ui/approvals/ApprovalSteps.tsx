import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { Approval, ApprovalStep } from '@/api/approvals';
import { currentTime } from '@/lib/clock';
import { formatMoment, formatRelative } from '@/lib/time';
import classes from './ApprovalSteps.module.css';
import { APPROVAL_STATE_COLORS, APPROVAL_STATE_LABELS } from './labels';

/** The steps of an approval, one after another, with what each approver said. */
export function ApprovalSteps({ approval }: { approval: Approval }) {
  return (
    <ol className={classes.steps}>
      {approval.steps.map((step) => (
        <li key={step.name}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: ApprovalStep }) {
  const { t } = useLingui();
  const late = step.state === 'open' && step.due_at !== null && Date.parse(step.due_at) < currentTime();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600}>
          {step.name}
        </Text>
        <Badge variant="light" color={APPROVAL_STATE_COLORS[step.state]} style={{ flex: 'none' }}>
          {t(APPROVAL_STATE_LABELS[step.state])}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        <Rule step={step} />
        {step.state === 'open' && step.due_at && (
          <>
            {' · '}
            {late ? (
              <Text span inherit c="var(--itsm-breach)" fw={600}>
                <Trans>due {formatRelative(step.due_at, currentTime())}</Trans>
              </Text>
            ) : (
              <Trans>due {formatMoment(step.due_at)}</Trans>
            )}
          </>
        )}
      </Text>
      <ul className={classes.places}>
        {step.places.map((place) => (
          <li key={place.approver.id}>
            <Sign vote={place.vote} />
            <span>
              <Who approver={place.approver.name} decider={place.decided_by?.name ?? null} />
              {place.decided_at && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  {formatMoment(place.decided_at)}
                  {place.way === 'mail' && (
                    <>
                      {' '}
                      <Trans>by mail</Trans>
                    </>
                  )}
                </Text>
              )}
              {place.reason && <span className={classes.reason}>“{place.reason}”</span>}
            </span>
          </li>
        ))}
      </ul>
      {step.stand_ins.length > 0 && (
        <Text size="xs" c="dimmed">
          <Trans>Overdue, so these may decide too: {step.stand_ins.map(({ name }) => name).join(', ')}</Trans>
        </Text>
      )}
    </>
  );
}

function Rule({ step }: { step: ApprovalStep }) {
  const asked = step.places.length;
  if (step.rule === 'any') return <Trans>one of {asked} is enough</Trans>;
  if (step.rule === 'all') return <Plural value={asked} one="the one asked" other="all # must agree" />;
  return (
    <Trans>
      {step.approved} of {step.needed} that are needed, {asked} asked
    </Trans>
  );
}

function Who({ approver, decider }: { approver: string; decider: string | null }) {
  if (decider === null || decider === approver) return <>{approver}</>;
  return (
    <Trans>
      {decider} for {approver}
    </Trans>
  );
}

function Sign({ vote }: { vote: 'approved' | 'rejected' | null }) {
  const { t } = useLingui();
  if (vote === 'approved')
    return <IconCircleCheck size={18} className={classes.yes} role="img" aria-label={t`Approved`} />;
  if (vote === 'rejected')
    return <IconCircleX size={18} className={classes.no} role="img" aria-label={t`Rejected`} />;
  return <IconCircleDashed size={18} className={classes.open} role="img" aria-label={t`Not decided`} />;
}
