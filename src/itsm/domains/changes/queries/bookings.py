"""What could be in a change's way: changes and freezes as the engine takes them, and what was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from itsm.domains.assets import api as assets
from itsm.domains.assets.models import Asset
from itsm.domains.changes.engine.conflicts import Booking, Freeze
from itsm.domains.changes.engine.flow import BOOKED
from itsm.domains.changes.enums import ChangeType, FreezeEffect
from itsm.domains.changes.models import Change, ChangeConflict, FreezeWindow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_NEAR, MOST_FREEZES, MOST_SHOWN = 2_000, 500, 200
_COLUMNS = (
    *(Change.id, Change.starts_at, Change.ends_at, Change.type, Change.implementer_id),
    *(Change.location_id, Change.team_id, Change.systems, Change.asset_ids),
)


def booking_of(row: Any) -> Booking:
    """Return a change with a window as the engine takes it, reaching no further than what it works on."""
    keys = keys_of(row.systems, row.asset_ids)
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


def keys_of(systems: Collection[str], asset_ids: Collection[UUID]) -> frozenset[Any]:
    """Return what is worked on as keys: ids of assets, and names of systems, the same whatever their capitals."""
    return frozenset(name.casefold() for name in systems) | frozenset(asset_ids)


async def reaching(session: AsyncSession, booking: Booking) -> Booking:
    """Return the same with what depends on its assets, or what these depend on, along the graph however far."""
    ids = {key for key in booking.works_on if isinstance(key, UUID)}
    return replace(booking, reach=booking.works_on | await assets.affected_by(session, ids)) if ids else booking


async def mentioned_assets(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these assets a change works on, whoever may see it: asked before an asset goes for good."""
    asked = set(ids)
    rows = await session.scalars(select(Change.asset_ids).where(Change.asset_ids.overlap(list(asked))))
    return {one for held in rows for one in held} & asked


async def names_of_assets(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what people call these assets."""
    if not ids:
        return {}
    query = select(Asset.id, Asset.tag, Asset.name).where(Asset.id.in_(ids))
    return {row.id: f"{row.name} ({row.tag})" for row in await session.execute(query)}


async def changes_on_assets(session: AsyncSession, moment: datetime) -> list[Change]:
    """Return the changes that work on assets and are not over at a moment."""
    states = [*(state.value for state in BOOKED), "draft"]
    query = select(Change).where(Change.ends_at > moment, Change.state.in_(states), Change.asset_ids != [])
    query = query.order_by(Change.id).limit(MOST_NEAR)
    return list(await session.scalars(query.execution_options(populate_existing=True)))


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
            *(ChangeConflict.id, ChangeConflict.kind, ChangeConflict.why),
            *(ChangeConflict.starts_at, ChangeConflict.ends_at, ChangeConflict.found_at),
            Change.number.label("other_number"),
            Change.title.label("other_title"),
            Change.state.label("other_state"),
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
