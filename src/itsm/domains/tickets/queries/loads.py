"""How many open tickets each agent has, by the tickets themselves: for repairs and imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from itsm.domains.tickets.models import FINISHED_RANK, Ticket

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


# sees all: counts of open tickets by agent, for routing; no ticket is named
async def open_counts(session: AsyncSession) -> dict[UUID, int]:
    """Return the number of open tickets of every agent who has any."""
    rows = await session.execute(
        select(Ticket.assignee_id, func.count())
        .where(Ticket.assignee_id.is_not(None), Ticket.queue_rank < FINISHED_RANK)
        .group_by(Ticket.assignee_id)
    )
    return {agent_id: count for agent_id, count in rows if agent_id is not None}
