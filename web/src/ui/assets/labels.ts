import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AssetStatus } from '@/api/assets';

export const ASSET_STATUS_LABELS: Record<AssetStatus, MessageDescriptor> = {
  in_stock: msg`In stock`,
  active: msg`In use`,
  for_repair: msg`For repair`,
  retired: msg`Retired`,
  lost: msg`Lost`,
};
