"""What other rooms may ask of the asset register, and have done with it."""

from __future__ import annotations

from itsm.domains.assets.engine.lifecycle import can_move
from itsm.domains.assets.enums import AssetClass, AssetStatus, Condition, RelationKind
from itsm.domains.assets.errors import NoSuchAsset
from itsm.domains.assets.figure_queries import count_parts
from itsm.domains.assets.graph import affected_by
from itsm.domains.assets.health import refresh_health
from itsm.domains.assets.models import Asset
from itsm.domains.assets.ports import Incidents, OpenWork, WorkItem, register_mentions, register_work, set_incidents
from itsm.domains.assets.presentation import card, own
from itsm.domains.assets.queries import cards_by_id
from itsm.domains.assets.repository import load_visible, lock_all, types
from itsm.domains.assets.service.move_asset import apply_move, hand_over, move_asset
from itsm.domains.assets.service.relate_assets import give_seat, relate
from itsm.domains.assets.service.write_asset import NewAsset, create_asset, edit_asset
from itsm.domains.assets.visibility import READ, WRITE, sees_everything

__all__ = [
    "READ",
    "WRITE",
    "Asset",
    "AssetClass",
    "AssetStatus",
    "Condition",
    "Incidents",
    "NewAsset",
    "NoSuchAsset",
    "OpenWork",
    "RelationKind",
    "WorkItem",
    "affected_by",
    "apply_move",
    "can_move",
    "card",
    "cards_by_id",
    "count_parts",
    "create_asset",
    "edit_asset",
    "give_seat",
    "hand_over",
    "load_visible",
    "lock_all",
    "move_asset",
    "own",
    "refresh_health",
    "register_mentions",
    "register_work",
    "relate",
    "sees_everything",
    "set_incidents",
    "types",
]
