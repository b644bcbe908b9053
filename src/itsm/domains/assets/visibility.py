"""Who sees which asset: the only place that says so, for lists, items, pickers and links alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, false, select, true

from itsm.domains.assets.models import Asset, AssetSeat

if TYPE_CHECKING:
    from itsm.platform.actor import Actor

READ: Final = "assets.read"
WRITE: Final = "assets.write"


def sees_everything(actor: Actor) -> bool:
    """Tell whether the actor sees the whole register."""
    return actor.can(READ)


def held_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Asset` that holds for what `actor` holds: their devices, and seats of licences."""
    if actor.id is None:
        return false()
    seated = select(AssetSeat.asset_id).where(AssetSeat.user_id == actor.id)
    return (Asset.owner_id == actor.id) | Asset.id.in_(seated)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Asset` that holds for what `actor` sees: agents everything, others what they hold."""
    return true() if sees_everything(actor) else held_by(actor)
