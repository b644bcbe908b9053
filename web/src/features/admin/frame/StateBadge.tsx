import { Trans } from '@lingui/react/macro';
import { Badge } from '@mantine/core';

/** Only what is switched off needs a word. */
export function StateBadge({ active }: { active: boolean }) {
  if (active) return null;
  return (
    <Badge variant="light" color="gray" radius="sm" tt="none">
      <Trans>Inactive</Trans>
    </Badge>
  );
}
