"""Tickets that wait too long for their requester. Those that a replayed log drives are left to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select

from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import PendingReason, TicketStatus
from itsm.domains.tickets.models import Ticket

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession


class Waiting(NamedTuple):
    """A ticket that waits for its requester."""

    id: UUID
    location_id: UUID
    since: datetime
    reminded_at: datetime | None


# sees all: the clock closes and reminds, as the system
async def resolved_before(session: AsyncSession, before: datetime, *, now: datetime, limit: int) -> list[UUID]:
    """Return resolved tickets nobody answered since before a time, the oldest first, locked.

    Rows another worker holds are left to it.
    """
    return list(
        await session.scalars(
            select(Ticket.id)
            .where(Ticket.status == TicketStatus.RESOLVED.value, Ticket.resolved_at <= before, _is_free(now))
            .order_by(Ticket.resolved_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


# sees all: the clock closes and reminds, as the system
async def pending_on_user(
    session: AsyncSession, *, now: datetime, reminded_before: datetime, unreminded_before: datetime, limit: int
) -> list[Waiting]:
    """Return tickets that wait for their requester since before a time, those not reminded first; none is locked."""
    is_unreminded = and_(Ticket.pending_reminded_at.is_(None), Ticket.pending_since <= unreminded_before)
    rows = await session.execute(
        select(Ticket.id, Ticket.location_id, Ticket.pending_since, Ticket.pending_reminded_at)
        .where(
            Ticket.status == TicketStatus.PENDING.value,
            Ticket.pending_reason == PendingReason.USER.value,
            or_(is_unreminded, Ticket.pending_since <= reminded_before),
            _is_free(now),
        )
        .order_by(Ticket.pending_reminded_at.asc().nulls_first(), Ticket.pending_since)
        .limit(limit)
    )
    return [Waiting(key, place, since, reminded) for key, place, since, reminded in rows if since is not None]


def _is_free(now: datetime) -> ColumnElement[bool]:
    return ~sla.is_held(Ticket.id, now)
