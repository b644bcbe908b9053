"""Use cases: keep freezes, and say what they do to a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.approvals import api as approvals
from itsm.domains.changes.engine.flow import MANAGE
from itsm.domains.changes.enums import ChangeType, FreezeEffect
from itsm.domains.changes.events import FreezeChanged
from itsm.domains.changes.models import FreezeWindow
from itsm.domains.changes.queries.bookings import booking_of, freeze_of, freezes_near
from itsm.domains.changes.service.boards import all_approvers
from itsm.domains.changes.service.conflicts import forget_freeze, refresh_freeze
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.changes.models import Change
    from itsm.platform.work import UnitOfWork

DUE: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Freezing:
    """What the freezes in the way of a change do: let nothing through, and whom they ask besides the board."""

    blocks: bool
    asking: tuple[FreezeWindow, ...]


async def freezing_of(session: AsyncSession, change: Change) -> Freezing:
    """Return what the freezes do to a change as it is planned now. An emergency is held up by none."""
    if change.starts_at is None or change.ends_at is None:
        return Freezing(blocks=False, asking=())
    booking = booking_of(change)
    near = await freezes_near(session, change.starts_at, change.ends_at)
    about = [row for row in near if freeze_of(row).is_about(booking)]
    return Freezing(
        blocks=booking.type is not ChangeType.EMERGENCY and any(row.effect == FreezeEffect.BLOCK for row in about),
        asking=tuple(row for row in about if row.effect == FreezeEffect.APPROVE),
    )


async def steps_of(session: AsyncSession, freezing: Freezing) -> list[approvals.StepWish]:
    """Return the further steps of approval that freezes ask for; their approvers, or all who may approve."""
    return [
        approvals.StepWish(
            name=row.name,
            rule=approvals.StepRule.ANY,
            approver_ids=row.approver_ids or await all_approvers(session),
            due=DUE,
        )
        for row in freezing.asking
    ]


async def get_freeze(work: UnitOfWork, freeze_id: UUID) -> FreezeWindow:
    """Return one freeze, locked until the commit; raise NotFound."""
    # FOR NO KEY UPDATE, as changes are locked: a conflict that names this row must be able to be written meanwhile.
    row = await work.session.get(FreezeWindow, freeze_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def add_freeze(work: UnitOfWork, said: Mapping[str, Any]) -> FreezeWindow:
    """Add a freeze and find the changes that lie in it; raise Forbidden (403), Invalid (422)."""
    work.actor.require(MANAGE)
    await _check(work, said)
    row = FreezeWindow(id=new_id(), version=1, created_at=work.now, updated_at=work.now, **dict(said))
    _check_span(row)
    work.session.add(row)
    await refresh_freeze(work, row)
    _record(work, row, "added")
    return row


async def change_freeze(work: UnitOfWork, row: FreezeWindow, said: Mapping[str, Any]) -> FreezeWindow:
    """Alter a locked freeze and find again what lies in it; raise Forbidden (403), Invalid (422)."""
    work.actor.require(MANAGE)
    await _check(work, said)
    for name, value in said.items():
        setattr(row, name, value)
    _check_span(row)
    row.version, row.updated_at = row.version + 1, work.now
    await refresh_freeze(work, row)
    _record(work, row, "altered")
    return row


async def remove_freeze(work: UnitOfWork, row: FreezeWindow) -> None:
    """Lift a locked freeze; raise Forbidden (403)."""
    work.actor.require(MANAGE)
    await forget_freeze(work, row.id)
    _record(work, row, "lifted")
    await work.session.delete(row)


def _check_span(row: FreezeWindow) -> None:
    if row.ends_at <= row.starts_at:
        raise Invalid.field("ends_at", "It must end after it begins.", "bad_span")


async def _check(work: UnitOfWork, said: Mapping[str, Any]) -> None:
    for place in said.get("location_ids", ()):
        if await settings.find_location(work.session, place) is None:
            raise Invalid.field("location_ids", "Choose locations that are there.", "unknown_reference")
    for team in said.get("team_ids", ()):
        await teams.require_active_team(work.session, team, field="team_ids")
    for person in said.get("approver_ids", ()):
        await users.require_active_user(work.session, person, field="approver_ids")


def _record(work: UnitOfWork, row: FreezeWindow, what: str) -> None:
    work.record(
        FreezeChanged(
            subject_id=row.id,
            version=row.version,
            title=row.name,
            effect=row.effect,
            summary=f"Freeze “{row.name}” {what}: {row.starts_at:%Y-%m-%d %H:%M} to {row.ends_at:%Y-%m-%d %H:%M} UTC",
        )
    )
