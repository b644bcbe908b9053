"""Which changes may have caused an incident: those carried out shortly before it, on what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select

from itsm.domains.changes.models import Change
from itsm.domains.tickets.assets.models import ASSETS_MAX, TicketAsset
from itsm.domains.tickets.enums import TicketType
from itsm.domains.tickets.models import Ticket

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

SUSPECTED_FOR: Final = timedelta(hours=72)
"""So long after its end a change is looked at when something it touched breaks."""
MOST: Final = 20


async def incident_on(session: AsyncSession, ticket_id: UUID) -> tuple[datetime, set[UUID]] | None:
    """Return when an incident was raised and what it is about; None for other tickets and those about nothing."""
    # sees all: what is put beside a change is shown to those only who see the ticket.
    query = (
        select(Ticket.created_at, TicketAsset.asset_id)
        .join(TicketAsset, TicketAsset.ticket_id == Ticket.id)
        .where(Ticket.id == ticket_id, Ticket.type == TicketType.INCIDENT.value)
        .limit(ASSETS_MAX)
    )
    rows = (await session.execute(query)).all()
    return (rows[0].created_at, {row.asset_id for row in rows}) if rows else None


async def carried_out_before(
    session: AsyncSession, raised_at: datetime, asset_ids: Collection[UUID]
) -> Sequence[Change]:
    """Return the changes on one of these assets that were begun before `raised_at` and ended not long before it.

    One that is still being carried out counts too. The latest first.
    """
    query = (
        select(Change)
        .where(Change.asset_ids.overlap(list(asset_ids)), Change.started_at <= raised_at)
        .where(Change.finished_at.is_(None) | (Change.finished_at >= raised_at - SUSPECTED_FOR))
        .order_by(Change.started_at.desc(), Change.id)
        .limit(MOST)
        .with_for_update(key_share=True)
    )
    return list(await session.scalars(query.execution_options(populate_existing=True)))
