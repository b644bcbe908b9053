import { Trans } from '@lingui/react/macro';
import { Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconClockHour4, IconSparkles, IconUsers } from '@tabler/icons-react';
import type { Preview } from '@/api/types';
import { currentTime } from '@/lib/clock';
import { formatPromise } from '@/lib/time';
import { PriorityChip } from '@/ui/PriorityChip';
import classes from './PromiseCard.module.css';

interface Props {
  preview: Preview | undefined;
  busy: boolean;
}

/** Before anything is sent: who would get it and by when there is an answer. */
export default function PromiseCard({ preview, busy }: Props) {
  return (
    <Paper withBorder p="md" className={classes.card} aria-live="polite">
      <Stack gap="sm">
        <Group gap={8}>
          <IconSparkles size={18} color="var(--itsm-accent)" aria-hidden />
          <Text fw={600} size="sm">
            <Trans>What to expect</Trans>
          </Text>
        </Group>
        {preview ? <Expectation preview={preview} /> : busy ? <Skeleton h={64} radius="md" /> : <Hint />}
      </Stack>
    </Paper>
  );
}

function Hint() {
  return (
    <Text size="sm" c="dimmed">
      <Trans>As soon as you have described it, you see here when we answer and who takes care of it.</Trans>
    </Text>
  );
}

function Expectation({ preview }: { preview: Preview }) {
  const now = currentTime();
  return (
    <Stack gap={10}>
      <PriorityChip priority={preview.priority} withLabel />
      {preview.response && (
        <Group gap={8} wrap="nowrap" align="flex-start">
          <IconClockHour4 size={18} className={classes.icon} aria-hidden />
          <Text size="sm">
            <Trans>
              First answer by <strong>{formatPromise(preview.response.due_at, now)}</strong>
            </Trans>
            {preview.resolution && (
              <Text span size="sm" c="dimmed" display="block">
                <Trans>Solved by {formatPromise(preview.resolution.due_at, now)}</Trans>
              </Text>
            )}
          </Text>
        </Group>
      )}
      {preview.team && (
        <Group gap={8} wrap="nowrap" align="flex-start">
          <IconUsers size={18} className={classes.icon} aria-hidden />
          <Text size="sm">
            <Trans>Goes to {preview.team.name}</Trans>
          </Text>
        </Group>
      )}
    </Stack>
  );
}
