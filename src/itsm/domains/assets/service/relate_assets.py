"""Use cases: say how two assets hang together, and who has a seat of a licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.assets.enums import RelationKind
from itsm.domains.assets.errors import RelationRefused
from itsm.domains.assets.events import AssetRelated, SeatChanged
from itsm.domains.assets.models import Asset, AssetRelation, AssetSeat
from itsm.domains.assets.repository import lock_all
from itsm.domains.assets.service.common import label, standing, touch
from itsm.domains.assets.visibility import WRITE
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

MOST_OF_ONE: Final = 500
_WORDS: Final = {
    RelationKind.RUNS_ON: "runs on",
    RelationKind.DEPENDS_ON: "depends on",
    RelationKind.CONNECTED_TO: "is connected to",
    RelationKind.PART_OF: "is part of",
}


def sides(kind: RelationKind, source_id: UUID, target_id: UUID) -> tuple[UUID, UUID]:
    """Return (cause, effect) of `source` <kind> `target`.

    What runs on, depends on or is connected to something suffers if that fails; a whole suffers if its part fails.
    """
    return (source_id, target_id) if kind is RelationKind.PART_OF else (target_id, source_id)


async def relate(work: UnitOfWork, kind: RelationKind, source_id: UUID, target_id: UUID) -> AssetRelation:
    """Say that `source` <kind> `target`; a relation that is there already is returned as it is.

    Raises Forbidden (403), Invalid (422) for an unknown asset, RelationRefused (409) for one with itself or too many.
    """
    work.actor.require(WRITE)
    if source_id == target_id:
        raise RelationRefused("An asset has no relation to itself.")
    both = await lock_all(work.session, work.actor, {source_id, target_id})
    if len(both) < 2:  # noqa: PLR2004 - both of them
        raise Invalid.field("asset_id", "There is no such asset.", "unknown_reference")
    cause_id, effect_id = sides(kind, source_id, target_id)
    present = await _present(work, kind, cause_id, effect_id)
    if present is not None:
        return present
    await _check_room(work, source_id, target_id)
    row = AssetRelation(
        id=new_id(),
        kind=kind.value,
        cause_id=cause_id,
        effect_id=effect_id,
        created_by_id=work.actor.id,
        created_at=work.now,
    )
    work.session.add(row)
    _tell(work, kind, both[source_id], both[target_id], is_new=True)
    await work.session.flush()
    return row


async def unrelate(work: UnitOfWork, asset: Asset, relation_id: UUID) -> None:
    """Take a relation of this asset away; raise Forbidden (403), NotFound (404)."""
    work.actor.require(WRITE)
    row = await work.session.get(AssetRelation, relation_id, with_for_update=True)
    if row is None or asset.id not in {row.cause_id, row.effect_id}:
        raise NotFound("This asset has no such relation.")
    both = await lock_all(work.session, work.actor, {row.cause_id, row.effect_id})
    kind = RelationKind(row.kind)
    source_id, target_id = sides(kind, row.cause_id, row.effect_id)
    await work.session.delete(row)
    _tell(work, kind, both[source_id], both[target_id], is_new=False)
    await work.session.flush()


async def give_seat(work: UnitOfWork, asset: Asset, user_id: UUID) -> None:
    """Give somebody a seat of a locked licence; nothing happens where they have one.

    Raises Forbidden (403), Conflict (409) where all seats are taken, Invalid (422) for an unknown person.
    """
    work.actor.require(WRITE)
    await users.require_active_user(work.session, user_id)
    if asset.seats is None:
        raise Conflict("This asset has no seats: say first how many.", code="no_seats")
    counted = select(func.count()).select_from(AssetSeat).where(AssetSeat.asset_id == asset.id)
    used = await work.session.scalar(counted) or 0
    row = {"asset_id": asset.id, "user_id": user_id, "created_at": work.now}
    added = insert(AssetSeat).values(row).on_conflict_do_nothing().returning(AssetSeat.user_id)
    if (await work.session.execute(added)).first() is None:
        return
    if used >= asset.seats:
        raise Conflict(f"All {asset.seats} seats are taken.", code="no_seat_left")
    _tell_seat(work, asset, user_id, is_given=True)


async def take_seat(work: UnitOfWork, asset: Asset, user_id: UUID) -> None:
    """Take a seat back; raise Forbidden (403), NotFound (404) where they have none."""
    work.actor.require(WRITE)
    gone = await work.session.execute(
        delete(AssetSeat)
        .where(AssetSeat.asset_id == asset.id, AssetSeat.user_id == user_id)
        .returning(AssetSeat.user_id)
        .execution_options(synchronize_session=False)
    )
    if gone.first() is None:
        raise NotFound("They have no seat of this asset.")
    _tell_seat(work, asset, user_id, is_given=False)


async def _present(work: UnitOfWork, kind: RelationKind, cause_id: UUID, effect_id: UUID) -> AssetRelation | None:
    query = select(AssetRelation).where(
        AssetRelation.cause_id == cause_id, AssetRelation.effect_id == effect_id, AssetRelation.kind == kind.value
    )
    found: AssetRelation | None = await work.session.scalar(query)
    return found


async def _check_room(work: UnitOfWork, *asset_ids: UUID) -> None:
    for asset_id in asset_ids:
        touches = or_(AssetRelation.cause_id == asset_id, AssetRelation.effect_id == asset_id)
        count = await work.session.scalar(select(func.count()).select_from(AssetRelation).where(touches)) or 0
        if count >= MOST_OF_ONE:
            raise RelationRefused(f"An asset has at most {MOST_OF_ONE} relations.")


def _tell(work: UnitOfWork, kind: RelationKind, source: Asset, target: Asset, *, is_new: bool) -> None:
    """Record it of both: each has it in its history."""
    sentence = f"{label(source)} {_WORDS[kind]} {label(target)}"
    for one, other in ((source, target), (target, source)):
        touch(work, one)
        said = (None, sentence) if is_new else (sentence, None)
        work.record(
            AssetRelated(
                **standing(one),
                changes={"relations": said},
                summary=sentence if is_new else f"No longer: {sentence}",
                kind=kind.value,
                other_id=other.id,
                other_tag=other.tag,
            )
        )


def _tell_seat(work: UnitOfWork, asset: Asset, user_id: UUID, *, is_given: bool) -> None:
    touch(work, asset)
    said = (None, str(user_id)) if is_given else (str(user_id), None)
    what = "given" if is_given else "taken back"
    work.record(
        SeatChanged(
            **standing(asset), changes={"seats_used": said}, summary=f"Seat of {label(asset)} {what}", user_id=user_id
        )
    )
