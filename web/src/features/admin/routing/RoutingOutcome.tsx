import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { RoutingCandidate, RoutingResult, RuleOutcome } from '@/api/admin-routing';
import { formatMoment } from '@/lib/time';
import { PriorityChip } from '@/ui/PriorityChip';
import { whyNot } from '@/ui/why-not';
import { useMismatchText } from '../rules/where/use-mismatch-text';
import { OUTCOME_LABELS } from './labels';
import classes from './RoutingOutcome.module.css';

const TONES: Record<RuleOutcome['outcome'], string> = {
  applied: 'teal',
  not_matched: 'gray',
  too_late: 'yellow',
};

export function RoutingOutcome({ result }: { result: RoutingResult }) {
  const { t } = useLingui();
  const { rule, why } = result;
  const added = result.added_by.join(', ');
  const watchers = result.watchers.map(({ name }) => name).join(', ');
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Group gap="xs">
          <Text fw={600}>
            {[result.team?.name ?? t`No team`, result.assignee?.name].filter(Boolean).join(' → ')}
          </Text>
          <PriorityChip priority={result.priority} />
        </Group>
        <Text size="sm">
          {rule ? (
            <Trans>
              By the rule <strong>{rule}</strong>.
            </Trans>
          ) : (
            <Trans>No rule names a team.</Trans>
          )}{' '}
          {why}
        </Text>
        {added && (
          <Text size="sm" c="dimmed">
            <Trans>Added to by {added}.</Trans>
          </Text>
        )}
        {(watchers || result.notify_manager) && (
          <Text size="sm" c="dimmed">
            {watchers && <Trans>Watched by {watchers}. </Trans>}
            {result.notify_manager && <Trans>The manager is told.</Trans>}
          </Text>
        )}
      </div>
      {result.candidates.length > 0 && <Candidates candidates={result.candidates} />}
      <Rules rules={result.rules} />
    </Stack>
  );
}

function Candidates({ candidates }: { candidates: RoutingCandidate[] }) {
  const { t } = useLingui();
  return (
    <section>
      <Title order={3} size="sm">
        <Trans>Who it could go to</Trans>
      </Title>
      <ul className={classes.list}>
        {candidates.map(
          ({ id, name, open_count: open, capacity, last_assigned_at: last, not_taken: reason }) => (
            <li key={id} data-chosen={reason === null || undefined}>
              <span>
                <strong>{name}</strong> <Trans>{open} open</Trans>
                {capacity !== null && <Trans> of {capacity} at most</Trans>}
                {last && <Trans>, last assigned {formatMoment(last)}</Trans>}
              </span>
              <Text span size="sm" {...(reason ? { c: 'dimmed' } : { fw: 600 })}>
                {reason ? t(whyNot(reason)) : t`gets it`}
              </Text>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

function Rules({ rules }: { rules: RuleOutcome[] }) {
  const { t } = useLingui();
  const wanted = useMismatchText();
  return (
    <section>
      <Title order={3} size="sm">
        <Trans>Rule by rule</Trans>
      </Title>
      <ol className={classes.list}>
        {rules.map((rule) => (
          <li key={rule.id}>
            <span>
              {rule.name}
              {rule.mismatches.length > 0 && (
                <Text size="xs" c="dimmed">
                  {rule.mismatches.map(wanted).join('; ')}
                </Text>
              )}
            </span>
            <Badge
              variant="light"
              color={TONES[rule.outcome]}
              radius="sm"
              tt="none"
              className={classes.badge}
            >
              {t(OUTCOME_LABELS[rule.outcome])}
            </Badge>
          </li>
        ))}
      </ol>
    </section>
  );
}
