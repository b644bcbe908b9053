import { useLingui } from '@lingui/react/macro';
import { Badge, Group } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import type { MacroChanges } from '@/api/macros';
import { PENDING_LABELS, STATUS_LABELS } from '@/ui/labels';

/** What a macro changes, in a few words each. */
export function ChangeBadges({ changes }: { changes: MacroChanges }) {
  const { t } = useLingui();
  const { status, priority, team, assignee } = changes;
  const words = [
    status &&
      t(STATUS_LABELS[status.to]) +
        (status.pending_reason ? `: ${t(PENDING_LABELS[status.pending_reason])}` : ''),
    priority?.priority,
    team?.name,
    assignee && (assignee.id === 'me' ? t`to whoever applies it` : assignee.name),
    ...changes.add_tags.map((tag) => `+ ${tag}`),
    ...changes.remove_tags.map((tag) => `− ${tag}`),
  ].filter((word) => word !== null && word !== undefined);
  if (words.length === 0) return null;
  return (
    <Group gap={6} mt="sm">
      {words.map((word) => (
        <Badge
          key={word}
          variant="light"
          color="indigo"
          tt="none"
          radius="sm"
          leftSection={<IconBolt size={12} aria-hidden />}
        >
          {word}
        </Badge>
      ))}
    </Group>
  );
}
