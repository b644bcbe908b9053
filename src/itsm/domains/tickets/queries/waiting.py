"""Tickets that wait too long for their requester. Rows another worker holds are left to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from itsm.domains.tickets.enums import PendingReason, TicketStatus
from itsm.domains.tickets.models import Ticket

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


# sees all: the clock closes and reminds, as the system
async def resolved_before(session: AsyncSession, before: datetime, *, limit: int) -> list[UUID]:
    """Return resolved tickets nobody answered since before a time, the oldest first, locked."""
    return list(
        await session.scalars(
            select(Ticket.id)
            .where(Ticket.status == TicketStatus.RESOLVED.value, Ticket.resolved_at <= before)
            .order_by(Ticket.resolved_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


# sees all: the clock closes and reminds, as the system
async def pending_on_user_before(session: AsyncSession, before: datetime, *, limit: int) -> list[UUID]:
    """Return tickets that wait for their requester since before a time, those not reminded first, locked."""
    return list(
        await session.scalars(
            select(Ticket.id)
            .where(
                Ticket.status == TicketStatus.PENDING.value,
                Ticket.pending_reason == PendingReason.USER.value,
                Ticket.pending_since <= before,
            )
            .order_by(Ticket.pending_reminded_at.asc().nulls_first(), Ticket.pending_since)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )
