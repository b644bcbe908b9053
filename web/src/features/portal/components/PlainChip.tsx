import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { IconCircleCheck, IconHandStop, IconInbox, IconProgress } from '@tabler/icons-react';
import { PLAIN_LABELS, type PlainState } from '../model';

const LOOK: Record<PlainState, { color: string; icon: typeof IconInbox }> = {
  received: { color: 'indigo', icon: IconInbox },
  working: { color: 'blue', icon: IconProgress },
  waiting: { color: 'orange', icon: IconHandStop },
  done: { color: 'teal', icon: IconCircleCheck },
};

export function PlainChip({ state }: { state: PlainState }) {
  const { t } = useLingui();
  const { color, icon: Icon } = LOOK[state];
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      radius="sm"
      size="md"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(PLAIN_LABELS[state])}
    </Badge>
  );
}
