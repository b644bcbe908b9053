"""What every use case needs: the ticket under its lock, and where an event says it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import TicketRecord, load_visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


async def lock_ticket(work: UnitOfWork, reference: str | UUID) -> TicketRecord:
    """Return a ticket the actor sees, locked until the commit. Raises NotFound (404)."""
    return await load_visible(work.session, work.actor, reference, for_update=True)


async def lock_for_staff(work: UnitOfWork, reference: str | UUID) -> TicketRecord:
    """Return a locked ticket that the actor works. Raises NotFound (404), Forbidden (403) for its requester."""
    ticket = await lock_ticket(work, reference)
    require_working(work.actor, ticket)
    return ticket


def standing(work: UnitOfWork, ticket: TicketRecord) -> dict[str, Any]:
    """Return what every event says of the ticket as it is after the change."""
    return {
        "subject_id": ticket.id,
        "version": ticket.version,
        "number": ticket.number,
        "title": ticket.title,
        "priority": ticket.priority.value,
        "status": ticket.status.value,
        "requester_id": ticket.requester_id,
        "team_id": ticket.team_id,
        "assignee_id": ticket.assignee_id,
        "actor_id": work.actor.id,
    }


def differing(ticket: TicketRecord, columns: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return (old, new) of the columns that differ from the ticket."""
    return {name: (getattr(ticket, name), value) for name, value in columns.items() if getattr(ticket, name) != value}
