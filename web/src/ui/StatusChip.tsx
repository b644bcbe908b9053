import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconClockPause,
  IconLock,
  IconProgress,
  IconRotateClockwise2,
} from '@tabler/icons-react';
import type { TicketStatus } from '@/api/types';
import { STATUS_LABELS } from './labels';

/** Status by icon and word, never by colour alone. */
const LOOK: Record<TicketStatus, { color: string; icon: typeof IconLock }> = {
  new: { color: 'indigo', icon: IconCircleDashed },
  in_progress: { color: 'blue', icon: IconProgress },
  pending: { color: 'yellow', icon: IconClockPause },
  resolved: { color: 'teal', icon: IconCircleCheck },
  closed: { color: 'gray', icon: IconLock },
  reopened: { color: 'grape', icon: IconRotateClockwise2 },
};

export function StatusChip({ status }: { status: TicketStatus }) {
  const { t } = useLingui();
  const { color, icon: Icon } = LOOK[status];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" leftSection={<Icon size={13} aria-hidden />}>
      {t(STATUS_LABELS[status])}
    </Badge>
  );
}
