import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AssetClass, AssetStatus, Condition, Harm, RelationKind } from '@/api/assets';

export const MOVE_LABELS: Record<AssetStatus, MessageDescriptor> = {
  in_stock: msg`Put into stock`,
  active: msg`Put into use`,
  for_repair: msg`Send to repair`,
  retired: msg`Retire`,
  lost: msg`Report lost`,
};

export const CONDITION_LABELS: Record<Condition, MessageDescriptor> = {
  new: msg`New`,
  good: msg`Good`,
  worn: msg`Worn`,
  damaged: msg`Damaged`,
};

export const HARM_LABELS: Record<Harm, MessageDescriptor> = {
  fails: msg`fails`,
  weakened: msg`weakened`,
  spared: msg`not hit`,
};

export const CLASS_LABELS: Record<AssetClass, MessageDescriptor> = {
  hardware: msg`Hardware`,
  software: msg`Software`,
  service: msg`Service`,
};

/** As this asset is the subject, and as the other one is. */
export const RELATION_LABELS: Record<RelationKind, { plain: MessageDescriptor; turned: MessageDescriptor }> =
  {
    runs_on: { plain: msg`Runs on`, turned: msg`Carries` },
    depends_on: { plain: msg`Depends on`, turned: msg`Is needed by` },
    connected_to: { plain: msg`Is connected to`, turned: msg`Connects` },
    part_of: { plain: msg`Is part of`, turned: msg`Contains` },
  };
