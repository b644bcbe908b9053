import { Trans } from '@lingui/react/macro';
import { Avatar, Group, Text } from '@mantine/core';
import type { NamedRef } from '@/api/types';

interface Props {
  person: NamedRef | null;
  size?: 'sm' | 'md';
  /** Picture only; the name stays for screen readers. */
  compact?: boolean;
}

export function PersonChip({ person, size = 'sm', compact = false }: Props) {
  if (!person) {
    return (
      <Text span size="sm" c="dimmed">
        <Trans>Nobody</Trans>
      </Text>
    );
  }
  const picture = (
    <Avatar
      name={person.name}
      color="initials"
      allowedInitialsColors={['indigo', 'teal', 'grape', 'blue', 'orange', 'pink', 'cyan', 'violet']}
      size={size === 'sm' ? 24 : 36}
      {...(compact ? { title: person.name, alt: person.name } : { alt: '', 'aria-hidden': true })}
    />
  );
  if (compact) return picture;
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      {picture}
      <Text span size="sm" truncate>
        {person.name}
      </Text>
    </Group>
  );
}
