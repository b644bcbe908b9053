import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import type { DeliveryState } from '@/api/admin-ops';
import { DELIVERY_COLORS, DELIVERY_LABELS } from './labels';

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={DELIVERY_COLORS[state]} radius="sm" tt="none">
      {t(DELIVERY_LABELS[state])}
    </Badge>
  );
}
