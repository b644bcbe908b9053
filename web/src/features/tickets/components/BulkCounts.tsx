import { useLingui } from '@lingui/react/macro';
import { Badge, Group, Progress, Stack } from '@mantine/core';
import type { BulkChange } from '@/api/desk-types';
import { BULK_COUNT_LABELS, BULK_COUNTS, BULK_STATE_LABELS, progressOf } from '../bulk-labels';

const TONES: Record<string, string> = { done: 'teal', refused: 'red', kept: 'yellow' };

/** How far a change is, and what became of its tickets so far. */
export function BulkCounts({ change }: { change: BulkChange }) {
  const { t } = useLingui();
  const moving = change.state === 'running' || change.state === 'undoing';
  return (
    <Stack gap="xs">
      {moving && (
        <Progress value={progressOf(change)} animated aria-label={t(BULK_STATE_LABELS[change.state])} />
      )}
      <Group gap="xs">
        <Badge variant={moving ? 'filled' : 'light'} tt="none" radius="sm">
          {t(BULK_STATE_LABELS[change.state])}
        </Badge>
        {BULK_COUNTS.filter((name) => change[name] > 0).map((name) => (
          <Badge key={name} variant="light" color={TONES[name] ?? 'gray'} tt="none" radius="sm">
            {change[name]} {t(BULK_COUNT_LABELS[name])}
          </Badge>
        ))}
      </Group>
    </Stack>
  );
}
