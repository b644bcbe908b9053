import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { SlaClock } from '@/api/types';
import { formatMoment, fullMoment } from '@/lib/time';

/** The date a manager promised by hand, beside what the policy computes. */
export function PromiseMark({ promise }: { promise: SlaClock }) {
  if (!promise.due_at) return null;
  const when = formatMoment(promise.due_at);
  return (
    <Text
      size="sm"
      fw={600}
      c={promise.state === 'breached' ? 'red' : undefined}
      title={fullMoment(promise.due_at)}
    >
      <Trans>Promised for {when}</Trans>
    </Text>
  );
}
