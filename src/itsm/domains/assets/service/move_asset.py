"""Use cases: move an asset along its life, hand it to somebody, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.assets.engine.lifecycle import GONE, MOVES, can_move, needs_note, status_when_held
from itsm.domains.assets.enums import AssetStatus, Condition
from itsm.domains.assets.errors import MoveRefused
from itsm.domains.assets.events import AssetHandedOver, AssetMoved
from itsm.domains.assets.models import AssetHandover
from itsm.domains.assets.service.common import label, plain, standing, touch
from itsm.domains.assets.visibility import WRITE
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.assets.models import Asset
    from itsm.platform.work import UnitOfWork


async def move_asset(work: UnitOfWork, asset: Asset, to: AssetStatus, *, note: str = "") -> Asset:
    """Move a locked asset along its life. Whoever held what is retired, lost or put into stock holds it no more.

    Raises Forbidden (403), MoveRefused (409), Invalid (422) where a note is missing.
    """
    work.actor.require(WRITE)
    return apply_move(work, asset, to, note=note)


def apply_move(work: UnitOfWork, asset: Asset, to: AssetStatus, *, note: str) -> Asset:
    """Do so without asking who: for rules that act by themselves."""
    status = AssetStatus(asset.status)
    if not can_move(status, to):
        raise MoveRefused(
            f"An asset that is {_words(status)} cannot become {_words(to)}.",
            allowed=[one.value for one in MOVES[status]],
        )
    if needs_note(status, to) and not note:
        raise Invalid.field("note", "Say why, and where it went.", "required")
    changes: dict[str, tuple[Any, Any]] = {"status": (status.value, to.value)}
    asset.status = to.value
    if asset.owner_id is not None and to in GONE | {AssetStatus.IN_STOCK}:
        changes["owner_id"] = (plain(asset.owner_id), None)
        _note_handover(work, asset, None, condition=None, note=note)
        asset.owner_id = None
    touch(work, asset)
    work.record(
        AssetMoved(
            **standing(asset),
            changes=changes,
            summary=f"Asset {label(asset)} is now {_words(to)}",
            status=to.value,
            note=note,
        )
    )
    return asset


async def hand_over(
    work: UnitOfWork,
    asset: Asset,
    to_id: UUID | None,
    *,
    condition: Condition | None = None,
    note: str = "",
    mails: bool = True,
) -> Asset:
    """Give a locked asset to somebody, or take it back to stock; the receiver is mailed unless `mails` is False.

    Raises Forbidden (403), Conflict (409) for what is retired or lost, or is theirs already, Invalid (422).
    """
    work.actor.require(WRITE)
    status = AssetStatus(asset.status)
    if status in GONE:
        raise Conflict(f"An asset that is {_words(status)} is handed to nobody.", code="asset_gone")
    if to_id == asset.owner_id:
        who = "They have this asset already." if to_id else "Nobody has this asset."
        raise Conflict(who, code="same_owner")
    if to_id is not None:
        await users.require_active_user(work.session, to_id, field="to_id")
    before, next_status = asset.owner_id, status_when_held(status, is_held=to_id is not None)
    _note_handover(work, asset, to_id, condition=condition, note=note)
    changes = {"owner_id": (plain(before), plain(to_id))}
    if next_status is not status:
        changes["status"] = (status.value, next_status.value)
    asset.owner_id, asset.status = to_id, next_status.value
    touch(work, asset)
    what = "handed over" if to_id else "taken back"
    work.record(
        AssetHandedOver(
            **standing(asset),
            changes=changes,
            summary=f"Asset {label(asset)} {what}",
            from_id=before,
            condition=condition.value if condition else None,
            note=note,
            label=asset.name,
            mails=mails,
        )
    )
    return asset


def _note_handover(
    work: UnitOfWork, asset: Asset, to_id: UUID | None, *, condition: Condition | None, note: str
) -> None:
    work.session.add(
        AssetHandover(
            id=new_id(),
            asset_id=asset.id,
            from_id=asset.owner_id,
            to_id=to_id,
            condition=condition.value if condition else None,
            note=note,
            by_id=work.actor.id,
            by_name=work.actor.name,
            at=work.now,
        )
    )


def _words(status: AssetStatus) -> str:
    return status.value.replace("_", " ")
