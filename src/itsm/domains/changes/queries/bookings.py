"""What could be in a change's way: changes and freezes as the engine takes them, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from itsm.domains.changes.engine.conflicts import Booking, Freeze
from itsm.domains.changes.engine.flow import BOOKED
from itsm.domains.changes.enums import ChangeType, FreezeEffect
from itsm.domains.changes.models import Change, ChangeConflict, FreezeWindow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_NEAR, MOST_FREEZES, MOST_SHOWN = 2_000, 500, 200
_COLUMNS = (
    *(Change.id, Change.starts_at, Change.ends_at, Change.type, Change.implementer_id),
    *(Change.location_id, Change.team_id, Change.systems),
)


def booking_of(row: Any) -> Booking:
    """Return a change with a window as the engine takes it; systems are the same whatever their capitals."""
    keys = frozenset(name.casefold() for name in row.systems)
    return Booking(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        type=ChangeType(row.type),
        implementer=row.implementer_id,
        site=row.location_id,
        team=row.team_id,
        works_on=keys,
        reach=keys,
    )


def freeze_of(row: FreezeWindow) -> Freeze:
    """Return a freeze as the engine takes it."""
    return Freeze(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        effect=FreezeEffect(row.effect),
        sites=frozenset(row.location_ids),
        teams=frozenset(row.team_ids),
        types=frozenset(map(ChangeType, row.types)),
    )


async def bookings_near(session: AsyncSession, start: datetime, end: datetime) -> list[Booking]:
    """Return the changes that are asked for, planned or under way in this stretch of time."""
    query = _near(select(*_COLUMNS), start, end).where(Change.state.in_([state.value for state in BOOKED]))
    return [booking_of(row) for row in await session.execute(query.limit(MOST_NEAR))]


async def changes_near(session: AsyncSession, start: datetime, end: datetime) -> list[Booking]:
    """Return the same with drafts: what a freeze is about."""
    states = [*(state.value for state in BOOKED), "draft"]
    query = _near(select(*_COLUMNS), start, end).where(Change.state.in_(states))
    return [booking_of(row) for row in await session.execute(query.limit(MOST_NEAR))]


def _near(query: Select[*tuple[Any, ...]], start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    return query.where(Change.starts_at < end, Change.ends_at > start).order_by(Change.starts_at, Change.id)


async def freezes_near(session: AsyncSession, start: datetime, end: datetime) -> Sequence[FreezeWindow]:
    """Return the freezes in this stretch of time."""
    query = select(FreezeWindow).where(FreezeWindow.starts_at < end, FreezeWindow.ends_at > start)
    return list(await session.scalars(query.order_by(FreezeWindow.starts_at, FreezeWindow.id).limit(MOST_FREEZES)))


async def freezes_from(session: AsyncSession, moment: datetime) -> Sequence[FreezeWindow]:
    """Return the freezes that are not over, the next first."""
    query = select(FreezeWindow).where(FreezeWindow.ends_at > moment)
    return list(await session.scalars(query.order_by(FreezeWindow.starts_at, FreezeWindow.id).limit(MOST_FREEZES)))


async def conflicts_of(session: AsyncSession, change_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what is in the way of a change, with the other change or the freeze."""
    query = (
        select(
            *(ChangeConflict.id, ChangeConflict.kind, ChangeConflict.met_on),
            *(ChangeConflict.starts_at, ChangeConflict.ends_at),
            Change.number.label("other_number"),
            Change.title.label("other_title"),
            FreezeWindow.name.label("freeze_name"),
            FreezeWindow.effect.label("freeze_effect"),
            FreezeWindow.reason.label("freeze_reason"),
        )
        .outerjoin(Change, Change.id == ChangeConflict.other_id)
        .outerjoin(FreezeWindow, FreezeWindow.id == ChangeConflict.freeze_id)
        .where(ChangeConflict.change_id == change_id)
        .order_by(ChangeConflict.starts_at, ChangeConflict.id)
        .limit(MOST_SHOWN)
    )
    return (await session.execute(query)).all()


def conflict_count() -> Any:
    """Return the column of a list of changes that counts what is in the way of each."""
    counted = select(func.count()).where(ChangeConflict.change_id == Change.id)
    return counted.correlate(Change).scalar_subquery().label("conflicts")
