"""What tickets keep of the decisions of rules."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.tickets.enums import Priority
from itsm.domains.tickets.models import Ticket


async def chosen_priority(session: AsyncSession, ticket_id: UUID) -> Priority | None:
    """Return the priority that the requester of a ticket asked for; None: "Auto"."""
    chosen = Ticket.decision["classification"]["inputs"]["priority"].astext
    found: str | None = await session.scalar(select(chosen).where(Ticket.id == ticket_id))
    return Priority(found) if found else None
