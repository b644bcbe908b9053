"""Tickets as news speaks of them: what they are called, and whether the reader may see them now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import select

from itsm.domains.notifications.api import Subject
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.queries.audience import ticket_for_notice
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.visibility import visible
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def subjects_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Return those of these tickets that `actor` may see, in one query."""
    query = select(Ticket.id, Ticket.number, Ticket.title).where(Ticket.id.in_(ids), visible(actor))
    place = "queue" if actor.is_staff else "tickets"
    return {
        ticket_id: Subject(title, number, f"/{place}/{quote(number, safe='')}", is_staff=actor.is_staff)
        for ticket_id, number, title in await session.execute(query)
    }


async def facts_of(session: AsyncSession, actor: Actor, reference: str) -> Mapping[str, Any] | None:
    """Return what mails say of a ticket, by its number or id; None where `actor` sees no such ticket."""
    try:
        found = await load_visible(session, actor, reference)
    except NotFound:
        return None
    ticket = await ticket_for_notice(session, found.id)
    return ticket.facts() if ticket else None
