"""Lists, counts and joins for reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, or_, select, tuple_

from itsm.domains.assets.enums import AssetStatus
from itsm.domains.assets.models import Asset, AssetHandover, AssetRelation, AssetSeat, AssetType
from itsm.domains.assets.visibility import held_by, visible
from itsm.domains.settings.models import Location
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

Rows = Sequence[Row[*tuple[Any, ...]]]
MOST_HANDOVERS, MOST_RELATIONS, MOST_SEATS, MOST_OWN = 200, 500, 5_000, 100
WITHOUT_HEALTH: Final = 101
"""What an asset without a score counts as, so that it comes last; the index says the same."""
WARRANTY_SOON: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which assets a list holds; what is None or empty asks for nothing. `text`: in tag, name, serial, model, owner."""

    text: str = ""
    type_ids: Sequence[UUID] = ()
    statuses: Sequence[AssetStatus] = ()
    location_id: UUID | None = None
    owner_id: UUID | None = None
    without_owner: bool = False
    warranty_soon: bool = False


def cards() -> Select[*tuple[Any, ...]]:
    """Return the query of assets as lists show them."""
    return (
        select(
            *(Asset.id, Asset.tag, Asset.name, Asset.status, Asset.serial, Asset.manufacturer, Asset.model),
            *(Asset.warranty_until, Asset.purchased_on, Asset.updated_at, Asset.version, Asset.place),
            Asset.health,
            *(Asset.type_id, AssetType.name.label("type_name"), AssetType.key.label("type_key")),
            AssetType.asset_class,
            *(Asset.owner_id, User.name.label("owner_name")),
            *(Asset.location_id, Location.name.label("location_name")),
        )
        .join(AssetType, AssetType.id == Asset.type_id)
        .outerjoin(User, User.id == Asset.owner_id)
        .outerjoin(Location, Location.id == Asset.location_id)
    )


def conditions(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    """Return what holds for the assets of a list."""
    where: list[ColumnElement[bool]] = []
    if filters.text:
        where.append(_holds(filters.text))
    if filters.type_ids:
        where.append(Asset.type_id.in_(filters.type_ids))
    if filters.statuses:
        where.append(Asset.status.in_([one.value for one in filters.statuses]))
    if filters.location_id is not None:
        where.append(Asset.location_id == filters.location_id)
    if filters.owner_id is not None:
        where.append(Asset.owner_id == filters.owner_id)
    if filters.without_owner:
        where.append(Asset.owner_id.is_(None))
    if filters.warranty_soon:
        today = now.date()
        where.append(Asset.warranty_until.between(today, today + WARRANTY_SOON))
    return where


def _holds(words: str) -> ColumnElement[bool]:
    """Return that every word stands somewhere in what people know a thing by."""
    searched = (Asset.tag, Asset.name, Asset.serial, Asset.manufacturer, Asset.model, User.name)
    each = [or_(*(column.icontains(word, autoescape=True) for column in searched)) for word in words.split()[:8]]
    found: ColumnElement[bool] = each[0]
    for one in each[1:]:
        found &= one
    return found


async def listed(
    session: AsyncSession,
    actor: Actor,
    filters: Filters,
    *,
    now: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Rows:
    """Return a page of assets, the last changed first; one row more than `limit` where there are more."""
    query = cards().where(visible(actor), *conditions(filters, now))
    if after is not None:
        query = query.where(tuple_(Asset.updated_at, Asset.id) < after)
    rows = await session.execute(query.order_by(Asset.updated_at.desc(), Asset.id.desc()).limit(limit + 1))
    return rows.all()


async def listed_by_health(
    session: AsyncSession,
    actor: Actor,
    filters: Filters,
    *,
    now: datetime,
    after: tuple[int, UUID] | None,
    limit: int,
) -> Rows:
    """Return a page of assets, the least healthy first, what has no health last; one row more where there are more."""
    score = func.coalesce(Asset.health, literal_column(str(WITHOUT_HEALTH)))
    query = cards().where(visible(actor), *conditions(filters, now))
    if after is not None:
        query = query.where(tuple_(score, Asset.id) > after)
    return (await session.execute(query.order_by(score, Asset.id).limit(limit + 1))).all()


async def counted(session: AsyncSession, actor: Actor, filters: Filters, *, now: datetime, most: int) -> int:
    """Return how many assets a list holds, counting no further than `most`."""
    inner = cards().where(visible(actor), *conditions(filters, now)).limit(most).subquery()
    return await session.scalar(select(func.count()).select_from(inner)) or 0


async def facets(session: AsyncSession, actor: Actor) -> dict[str, Rows]:
    """Return how many assets there are of each status, type and location."""

    async def group(key: Any) -> Rows:
        query = select(key.label("key"), func.count().label("count")).where(visible(actor)).group_by(key).limit(500)
        rows: Rows = (await session.execute(query.order_by(func.count().desc(), key))).all()
        return rows

    return {
        "statuses": await group(Asset.status),
        "types": await group(Asset.type_id),
        "locations": await group(Asset.location_id),
    }


async def warranty_soon(session: AsyncSession, actor: Actor, now: datetime) -> int:
    """Return how many warranties end within the next days."""
    filters = Filters(warranty_soon=True)
    query = select(func.count()).select_from(Asset).where(visible(actor), *conditions(filters, now))
    return await session.scalar(query) or 0


async def cards_by_id(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> list[Row[*tuple[Any, ...]]]:
    """Return these assets as far as `actor` sees them, by tag."""
    rows = await session.execute(cards().where(visible(actor), Asset.id.in_(ids)).order_by(Asset.tag))
    return list(rows.all())


async def held(session: AsyncSession, actor: Actor) -> Rows:
    """Return what the actor holds, by name: devices, and licences they have a seat of; not what is gone."""
    gone = (AssetStatus.RETIRED.value, AssetStatus.LOST.value)
    query = cards().where(held_by(actor), Asset.status.not_in(gone))
    return (await session.execute(query.order_by(Asset.name, Asset.id).limit(MOST_OWN))).all()


async def handovers_of(session: AsyncSession, asset_id: UUID) -> Rows:
    """Return who gave an asset to whom, the newest first."""
    giver, taker = User.__table__.alias("giver"), User.__table__.alias("taker")
    query = (
        select(
            *(AssetHandover.id, AssetHandover.condition, AssetHandover.note, AssetHandover.at, AssetHandover.by_name),
            *(AssetHandover.from_id, giver.c.name.label("from_name")),
            *(AssetHandover.to_id, taker.c.name.label("to_name")),
        )
        .outerjoin(giver, giver.c.id == AssetHandover.from_id)
        .outerjoin(taker, taker.c.id == AssetHandover.to_id)
        .where(AssetHandover.asset_id == asset_id)
        .order_by(AssetHandover.at.desc(), AssetHandover.id.desc())
        .limit(MOST_HANDOVERS)
    )
    return (await session.execute(query)).all()


async def relations_of(session: AsyncSession, asset_id: UUID) -> Rows:
    """Return the relations of an asset, with the other one's tag, name, type and status."""
    is_cause = AssetRelation.cause_id == asset_id
    other = Asset.__table__.alias("other")
    query = (
        select(
            *(AssetRelation.id, AssetRelation.kind, is_cause.label("is_cause")),
            *(other.c.id.label("other_id"), other.c.tag, other.c.name, other.c.status),
            *(AssetType.key.label("type_key"), AssetType.asset_class),
        )
        .join(
            other,
            (is_cause & (other.c.id == AssetRelation.effect_id))
            | ((AssetRelation.effect_id == asset_id) & (other.c.id == AssetRelation.cause_id)),
        )
        .join(AssetType, AssetType.id == other.c.type_id)
        .where(or_(is_cause, AssetRelation.effect_id == asset_id))
        .order_by(AssetRelation.kind, other.c.tag)
        .limit(MOST_RELATIONS)
    )
    return (await session.execute(query)).all()


async def seats_of(session: AsyncSession, asset_id: UUID) -> Rows:
    """Return who has a seat of a licence, by name."""
    query = (
        select(User.id, User.name, AssetSeat.created_at)
        .join(AssetSeat, AssetSeat.user_id == User.id)
        .where(AssetSeat.asset_id == asset_id)
        .order_by(User.name, User.id)
        .limit(MOST_SEATS)
    )
    return (await session.execute(query)).all()


async def people_of(session: AsyncSession, asset_ids: Collection[UUID], *, limit: int) -> Rows:
    """Return who holds these assets or has a seat of them, by name, each with how many of them."""
    holders = select(Asset.owner_id.label("user_id"), Asset.id.label("asset_id")).where(
        Asset.id.in_(asset_ids), Asset.owner_id.is_not(None)
    )
    seated = select(AssetSeat.user_id, AssetSeat.asset_id).where(AssetSeat.asset_id.in_(asset_ids))
    both = holders.union(seated).subquery()
    query = (
        select(User.id, User.name, User.department, func.count().label("assets"))
        .join(both, both.c.user_id == User.id)
        .where(User.is_active)
        .group_by(User.id)
        .order_by(User.name, User.id)
        .limit(limit)
    )
    return (await session.execute(query)).all()
