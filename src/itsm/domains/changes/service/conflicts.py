"""Use cases: find again what is in the way whenever a window, a system, a person or a state is another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, or_, text

from itsm.domains.changes.engine.conflicts import Clash, clashes
from itsm.domains.changes.engine.flow import BOOKED
from itsm.domains.changes.enums import ChangeState
from itsm.domains.changes.models import Change, ChangeConflict
from itsm.domains.changes.queries.bookings import (
    booking_of,
    bookings_near,
    changes_near,
    freeze_of,
    freezes_near,
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
    await forget_conflicts(work, change.id)
    state = ChangeState(change.state)
    if change.starts_at is None or change.ends_at is None or state not in _LOOKED_AT:
        return
    near = await bookings_near(work.session, change.starts_at, change.ends_at)
    frozen = [freeze_of(row) for row in await freezes_near(work.session, change.starts_at, change.ends_at)]
    found = clashes(booking_of(change), near, frozen)
    rows = [_row(work.now, change.id, clash.other, clash) for clash in found]
    if state in BOOKED:
        rows += [_row(work.now, clash.other, change.id, clash) for clash in found if clash.other is not None]
    if rows:
        await work.session.execute(insert(ChangeConflict), rows)


async def forget_conflicts(work: UnitOfWork, change_id: UUID) -> None:
    """Forget what was found of a change, and of others because of it."""
    near = or_(ChangeConflict.change_id == change_id, ChangeConflict.other_id == change_id)
    await work.session.execute(delete(ChangeConflict).where(near).execution_options(synchronize_session=False))


async def refresh_freeze(work: UnitOfWork, freeze: FreezeWindow) -> None:
    """Find again which changes lie in a freeze."""
    await work.session.flush()
    await work.session.execute(_IN_TURN)
    await forget_freeze(work, freeze.id)
    rows = [
        _row(work.now, booking.id, None, clash)
        for booking in await changes_near(work.session, freeze.starts_at, freeze.ends_at)
        for clash in clashes(booking, (), [freeze_of(freeze)])
    ]
    if rows:
        await work.session.execute(insert(ChangeConflict), rows)


async def forget_freeze(work: UnitOfWork, freeze_id: UUID) -> None:
    """Forget which changes lay in a freeze."""
    gone = delete(ChangeConflict).where(ChangeConflict.freeze_id == freeze_id)
    await work.session.execute(gone.execution_options(synchronize_session=False))


def _row(now: datetime, change_id: Any, other_id: Any, clash: Clash) -> dict[str, Any]:
    return {
        "id": new_id(),
        "change_id": change_id,
        "kind": clash.kind.value,
        "other_id": other_id,
        "freeze_id": clash.freeze,
        "met_on": sorted(map(str, clash.on)),
        "starts_at": clash.starts_at,
        "ends_at": clash.ends_at,
        "found_at": now,
    }
