import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import type { Priority } from '@/api/types';
import { PRIORITY_LABELS } from './labels';

export const PRIORITY_COLORS: Record<Priority, string> = { P1: 'red', P2: 'orange', P3: 'blue', P4: 'gray' };

interface Props {
  priority: Priority;
  /** Show the word beside the code. */
  withLabel?: boolean;
}

export function PriorityChip({ priority, withLabel = false }: Props) {
  const { t } = useLingui();
  const label = t(PRIORITY_LABELS[priority]);
  return (
    <Badge
      variant="light"
      color={PRIORITY_COLORS[priority]}
      radius="sm"
      tt="none"
      {...(withLabel ? {} : { 'aria-label': `${priority}, ${label}`, role: 'img', title: label })}
    >
      {withLabel ? `${priority} · ${label}` : priority}
    </Badge>
  );
}
