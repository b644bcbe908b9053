import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { IconArchive, IconCircleCheck, IconPackage, IconQuestionMark, IconTool } from '@tabler/icons-react';
import type { AssetStatus } from '@/api/assets';
import { ASSET_STATUS_LABELS } from './labels';

/** Where an asset stands in its life, by icon and word, never by colour alone. */
const LOOK: Record<AssetStatus, { color: string; icon: typeof IconTool }> = {
  in_stock: { color: 'indigo', icon: IconPackage },
  active: { color: 'teal', icon: IconCircleCheck },
  for_repair: { color: 'yellow', icon: IconTool },
  retired: { color: 'gray', icon: IconArchive },
  lost: { color: 'red', icon: IconQuestionMark },
};

export function AssetStatusChip({ status }: { status: AssetStatus }) {
  const { t } = useLingui();
  const { color, icon: Icon } = LOOK[status];
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" leftSection={<Icon size={13} aria-hidden />}>
      {t(ASSET_STATUS_LABELS[status])}
    </Badge>
  );
}
