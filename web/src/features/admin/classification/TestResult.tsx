import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Mark, Stack, Text } from '@mantine/core';
import type { ClassificationResult } from '@/api/admin-classification';
import type { Facts } from '@/api/conditions';
import { PriorityChip } from '@/ui/PriorityChip';
import { FIELD_LABELS, FIELDS, SOURCE_LABELS } from './labels';
import { highlight } from './model';

interface Props {
  result: ClassificationResult;
  /** The ticket the result is about. */
  ticket: Facts;
}

export function TestResult({ result, ticket }: Props) {
  const { t } = useLingui();
  const { rule, raised_from: raisedFrom } = result;
  const ignored = result.ignored.map((match) => `“${match.text}”`).join(', ');
  return (
    <Stack gap="xs" mt="md">
      <Group gap="xs">
        <PriorityChip priority={result.priority} withLabel />
        <Text size="sm">
          {rule ? (
            <Trans>
              by the rule <strong>{rule}</strong>
            </Trans>
          ) : (
            t(SOURCE_LABELS[result.source])
          )}
        </Text>
      </Group>
      {raisedFrom && (
        <Text size="sm">
          <Trans>Raised from {raisedFrom} by a rule that says “at least”.</Trans>
        </Text>
      )}
      {FIELDS.filter((field) => ticket[field]).map((field) => (
        <Text key={field} size="sm">
          <Text span c="dimmed">
            {t(FIELD_LABELS[field])}:{' '}
          </Text>
          {Array.from(
            highlight(
              ticket[field],
              result.matched.filter((match) => match.field === field),
            ).entries(),
            ([at, piece]) => (piece.mark ? <Mark key={at}>{piece.text}</Mark> : piece.text),
          )}
        </Text>
      ))}
      {ignored && (
        <Text size="sm" c="dimmed">
          <Trans>Not counted because the text denies it: {ignored}</Trans>
        </Text>
      )}
      {result.other_rules.length > 0 && (
        <Text size="sm" c="dimmed">
          <Trans>Would hold too, but lower or later:</Trans>{' '}
          {result.other_rules.map((other) => `${other.rule} (${other.priority})`).join(', ')}
        </Text>
      )}
    </Stack>
  );
}
