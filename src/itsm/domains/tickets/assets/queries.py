"""Which assets a ticket is about, and which tickets are about an asset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, func, select

from itsm.domains.assets import api as assets
from itsm.domains.tickets.assets.models import ASSETS_MAX, TicketAsset
from itsm.domains.tickets.enums import ACTIVE, TicketType
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.visibility import visible

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

_TICKETS_SHOWN: Final = 100
_RECENT: Final = timedelta(days=90)
_MOST_WORK: Final = 500
_OPEN: Final = tuple(status.value for status in ACTIVE)


async def links_of(session: AsyncSession, ticket_id: UUID) -> Sequence[TicketAsset]:
    """Return which assets a ticket is about, whoever may see them."""
    query = select(TicketAsset).where(TicketAsset.ticket_id == ticket_id)
    return list(await session.scalars(query.order_by(TicketAsset.created_at, TicketAsset.asset_id).limit(ASSETS_MAX)))


async def count_links(session: AsyncSession, ticket_id: UUID) -> int:
    """Return how many assets a ticket is about."""
    query = select(func.count()).select_from(TicketAsset).where(TicketAsset.ticket_id == ticket_id)
    return await session.scalar(query) or 0


async def tickets_of(session: AsyncSession, actor: Actor, asset_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the tickets about an asset that the actor sees, the newest first."""
    query = (
        select(Ticket.id, Ticket.number, Ticket.title, Ticket.status, Ticket.priority, Ticket.created_at)
        .join(TicketAsset, TicketAsset.ticket_id == Ticket.id)
        .where(TicketAsset.asset_id == asset_id, visible(actor))
        .order_by(Ticket.created_at.desc(), Ticket.id)
        .limit(_TICKETS_SHOWN)
    )
    return (await session.execute(query)).all()


async def incident_about(session: AsyncSession, ticket_id: UUID) -> tuple[datetime, set[UUID]] | None:
    """Return when an incident was raised and what it is about; None for other tickets and those about nothing."""
    # sees all: asked by background work; what it finds of a ticket is shown to those only who see that.
    query = (
        select(Ticket.created_at, TicketAsset.asset_id)
        .join(TicketAsset, TicketAsset.ticket_id == Ticket.id)
        .where(Ticket.id == ticket_id, Ticket.type == TicketType.INCIDENT.value)
        .limit(ASSETS_MAX)
    )
    rows = (await session.execute(query)).all()
    return (rows[0].created_at, {row.asset_id for row in rows}) if rows else None


async def incidents_on(
    session: AsyncSession, asset_ids: Collection[UUID], now: datetime
) -> dict[UUID, assets.Incidents]:
    """Return how many incidents about these assets are not closed, and how many were raised in the last 90 days."""
    # sees all: only their number goes into the health of a thing.
    is_open, is_recent = Ticket.status.in_(_OPEN), Ticket.created_at > now - _RECENT
    query = (
        select(
            TicketAsset.asset_id,
            func.count().filter(is_open).label("open"),
            func.count().filter(is_recent).label("recent"),
        )
        .join(Ticket, Ticket.id == TicketAsset.ticket_id)
        .where(TicketAsset.asset_id.in_(asset_ids), Ticket.type == TicketType.INCIDENT.value, is_open | is_recent)
        .group_by(TicketAsset.asset_id)
    )
    return {row.asset_id: assets.Incidents(open=row.open, recent=row.recent) for row in await session.execute(query)}


async def mentioned_assets(session: AsyncSession, asset_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these assets a ticket is about, whoever may see it: asked before an asset goes for good."""
    query = select(TicketAsset.asset_id).where(TicketAsset.asset_id.in_(asset_ids)).distinct()
    return set(await session.scalars(query))


async def open_work(session: AsyncSession, actor: Actor, asset_ids: Collection[UUID]) -> assets.OpenWork:
    """Return the open tickets about these assets that the actor sees, and since when each there is has been open."""
    # sees all: of the tickets that the caller may not see only the age goes into the health of a thing.
    since = select(TicketAsset.asset_id, Ticket.created_at).join(Ticket, Ticket.id == TicketAsset.ticket_id)
    since = since.where(TicketAsset.asset_id.in_(asset_ids), Ticket.status.in_(_OPEN)).limit(_MOST_WORK * 10)
    opened: dict[UUID, list[datetime]] = {}
    for asset_id, created_at in await session.execute(since):
        opened.setdefault(asset_id, []).append(created_at)
    if not opened:
        return assets.OpenWork(items=[], open_since={})
    shown = (
        select(Ticket.id, Ticket.number, Ticket.title, Ticket.status, Ticket.created_at, TicketAsset.asset_id)
        .join(TicketAsset, TicketAsset.ticket_id == Ticket.id)
        .where(TicketAsset.asset_id.in_(opened), Ticket.status.in_(_OPEN), visible(actor))
        .order_by(Ticket.created_at.desc(), Ticket.id)
        .limit(_MOST_WORK)
    )
    items = [
        assets.WorkItem(
            kind="ticket",
            id=row.id,
            number=row.number,
            title=row.title,
            status=row.status,
            asset_id=row.asset_id,
            created_at=row.created_at,
        )
        for row in await session.execute(shown)
    ]
    return assets.OpenWork(items=items, open_since=opened)
