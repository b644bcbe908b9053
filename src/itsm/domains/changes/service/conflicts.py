"""Use cases: find again what is in the way whenever a window, a system, a person, a state or the graph is another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, or_, text

from itsm.domains.assets import api as assets
from itsm.domains.changes.engine.conflicts import Booking, Clash, clashes, meets_on, overlap, told_apart
from itsm.domains.changes.engine.flow import BOOKED
from itsm.domains.changes.enums import ChangeState
from itsm.domains.changes.models import Change, ChangeConflict
from itsm.domains.changes.queries.bookings import (
    booking_of,
    bookings_near,
    changes_near,
    changes_on_assets,
    freeze_of,
    freezes_near,
    names_of_assets,
    reaching,
)
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.changes.models import FreezeWindow
    from itsm.platform.work import UnitOfWork

# Two that are planned at once would each not see the other yet: one search after another finds both.
_IN_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtext('change_conflicts'))")
_LOOKED_AT: Final = BOOKED | {ChangeState.DRAFT}


async def refresh_conflicts(work: UnitOfWork, change: Change) -> None:
    """Find again what is in the way of a change, and of those it is in the way of. A draft is in nobody's way."""
    await work.session.flush()
    await work.session.execute(_IN_TURN)
    await _forget(work, change.id)
    state = ChangeState(change.state)
    if change.starts_at is None or change.ends_at is None or state not in _LOOKED_AT:
        return
    found = await _search(work, change)
    words = await _words(work, change, found)
    rows = [_row(work.now, change.id, clash.other, clash, why) for clash, why in zip(found, words, strict=True)]
    if state in BOOKED:
        rows += [
            _row(work.now, clash.other, change.id, clash, _seen_from_there(why))
            for clash, why in zip(found, words, strict=True)
            if clash.other is not None
        ]
    if rows:
        await work.session.execute(insert(ChangeConflict), rows)


async def forget_conflicts(work: UnitOfWork, change_id: UUID) -> None:
    """Forget what was found of a change, and of others because of it, before it is deleted."""
    await work.session.execute(_IN_TURN)
    await _forget(work, change_id)


async def refresh_related(work: UnitOfWork, asset_ids: Collection[UUID]) -> int:
    """Find again what is in the way of the changes that work near these assets; return how many changes those are.

    For when the graph is another. It reaches whatever hangs together with the assets now; both ends of a relation that
    was taken away are named by its event, so neither side is left out.
    """
    await work.session.execute(_IN_TURN)
    near = set(asset_ids) | await assets.affected_by(work.session, asset_ids)
    touched = [one for one in await changes_on_assets(work.session, work.now) if not near.isdisjoint(one.asset_ids)]
    for change in touched:
        await refresh_conflicts(work, change)
    return len(touched)


async def refresh_freeze(work: UnitOfWork, freeze: FreezeWindow) -> None:
    """Find again which changes lie in a freeze."""
    await work.session.flush()
    await forget_freeze(work, freeze.id)
    rows = [
        _row(work.now, booking.id, None, clash, {})
        for booking in await changes_near(work.session, freeze.starts_at, freeze.ends_at)
        for clash in clashes(booking, (), [freeze_of(freeze)])
    ]
    if rows:
        await work.session.execute(insert(ChangeConflict), rows)


async def forget_freeze(work: UnitOfWork, freeze_id: UUID) -> None:
    """Forget which changes lay in a freeze."""
    await work.session.execute(_IN_TURN)
    gone = delete(ChangeConflict).where(ChangeConflict.freeze_id == freeze_id)
    await work.session.execute(gone.execution_options(synchronize_session=False))


async def _forget(work: UnitOfWork, change_id: UUID) -> None:
    near = or_(ChangeConflict.change_id == change_id, ChangeConflict.other_id == change_id)
    await work.session.execute(delete(ChangeConflict).where(near).execution_options(synchronize_session=False))


async def _search(work: UnitOfWork, change: Change) -> tuple[Clash, ...]:
    """Return what is in the way. Only what meets the change is followed along the graph: that is a few at most."""
    one = await reaching(work.session, booking_of(change))
    others = [
        await reaching(work.session, other) if _may_meet(one, other) else other
        for other in await bookings_near(work.session, one.starts_at, one.ends_at)
    ]
    frozen = [freeze_of(row) for row in await freezes_near(work.session, one.starts_at, one.ends_at)]
    return clashes(one, others, frozen)


def _may_meet(one: Booking, other: Booking) -> bool:
    return other.id != one.id and overlap(one, other) is not None and bool(meets_on(one, other))


async def _words(work: UnitOfWork, change: Change, found: Collection[Clash]) -> list[dict[str, list[str]]]:
    """Return why each clash is one, by name."""
    one = booking_of(change)
    written = {name.casefold(): name for name in change.systems}
    ids = {key for clash in found for key in clash.on if isinstance(key, UUID)}
    names: dict[Any, str] = {**written, **await names_of_assets(work.session, ids)}
    return [_why(clash, one, names) for clash in found]


def _why(clash: Clash, one: Booking, names: Mapping[Any, str]) -> dict[str, list[str]]:
    parts = zip(("shared", "own", "theirs"), told_apart(clash, one), strict=True)
    return {part: sorted(names.get(key, str(key)) for key in keys) for part, keys in parts if keys}


def _seen_from_there(why: Mapping[str, list[str]]) -> dict[str, list[str]]:
    turned = {"shared": "shared", "own": "theirs", "theirs": "own"}
    return {turned[part]: names for part, names in why.items()}


def _row(now: datetime, change_id: Any, other_id: Any, clash: Clash, why: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "change_id": change_id,
        "kind": clash.kind.value,
        "other_id": other_id,
        "freeze_id": clash.freeze,
        "why": dict(why),
        "starts_at": clash.starts_at,
        "ends_at": clash.ends_at,
        "found_at": now,
    }
