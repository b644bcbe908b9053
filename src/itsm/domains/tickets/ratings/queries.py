"""Reading ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.tickets.ratings.models import TicketRating

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

RATINGS_MAX = 50


async def ratings_of(session: AsyncSession, ticket_id: UUID) -> Sequence[TicketRating]:
    """Return the ratings of a ticket, the last resolution first."""
    query = (
        select(TicketRating)
        .where(TicketRating.ticket_id == ticket_id)
        .order_by(TicketRating.cycle.desc())
        .limit(RATINGS_MAX)
    )
    return (await session.execute(query)).scalars().all()
