import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { Policy } from '@/api/admin-sla';
import { hoursWords } from './words';

/** What a policy promises, in one line. */
export function PolicyPromise({ policy }: { policy: Policy }) {
  const { t } = useLingui();
  const { response, resolution, update, ola } = policy.targets;
  const levels = policy.escalations.map(({ name, percent }) => `${name} (${percent} %)`).join(', ');
  const calendar = {
    always: t`around the clock`,
    location: t`in the location’s hours`,
    calendar: t`in the hours of ${policy.calendar.calendar ?? ''}`,
  }[policy.calendar.source];
  const warnings = policy.thresholds.map((percent) => `${percent} %`).join(', ');
  const [answer, solve] = [hoursWords(response), hoursWords(resolution)];
  const [news, stay] = [hoursWords(update), hoursWords(ola)];
  return (
    <Text size="sm" c="dimmed">
      {response !== null && <Trans>Answer within {answer}. </Trans>}
      {resolution !== null && <Trans>Solve within {solve}. </Trans>}
      {update !== null && <Trans>No silence longer than {news}. </Trans>}
      {ola !== null && <Trans>One team has it at most {stay}. </Trans>}
      <Trans>Counted {calendar}.</Trans> {warnings && <Trans>Warns at {warnings}.</Trans>}{' '}
      {levels && <Trans>Escalates: {levels}.</Trans>}
    </Text>
  );
}
