import { Trans } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';

/** Says what must not be told to requesters; nothing where everybody reads it. */
export function AudienceBadge({ audience }: { audience: 'everyone' | 'staff' }) {
  if (audience === 'everyone') return null;
  return (
    <Badge size="sm" variant="light" color="yellow" leftSection={<IconLock size={12} aria-hidden />}>
      <Trans>IT only</Trans>
    </Badge>
  );
}
