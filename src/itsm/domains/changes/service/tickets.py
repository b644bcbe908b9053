"""Use cases: put a ticket beside a change, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import delete, func, select

from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.enums import TicketRole
from itsm.domains.changes.events import ChangeTicketsChanged
from itsm.domains.changes.models import ChangeTicket
from itsm.domains.changes.service.common import standing, touch
from itsm.domains.tickets import api as tickets
from itsm.platform.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from itsm.domains.changes.models import Change
    from itsm.platform.work import UnitOfWork

TICKETS_MAX: Final = 100


async def link_ticket(work: UnitOfWork, change: Change, reference: str, role: TicketRole) -> ChangeTicket:
    """Put a ticket the actor sees beside a locked change, or say otherwise what it has to do with it.

    Raises Forbidden (403), Invalid (422) for a ticket that is none, Conflict (409) for too many.
    """
    work.actor.require(WRITE)
    try:
        ticket = await tickets.load_visible(work.session, work.actor, reference)
    except NotFound as fault:
        raise Invalid.field("ticket_id", "There is no such ticket.", "unknown_reference") from fault
    row = await work.session.get(ChangeTicket, (change.id, ticket.id))
    if row is None:
        counted = select(func.count()).select_from(ChangeTicket).where(ChangeTicket.change_id == change.id)
        if (await work.session.scalar(counted) or 0) >= TICKETS_MAX:
            raise Conflict(f"A change has at most {TICKETS_MAX} tickets.", code="too_many_tickets")
        row = ChangeTicket(
            change_id=change.id,
            ticket_id=ticket.id,
            role=role.value,
            created_by_id=work.actor.id,
            created_at=work.now,
        )
        work.session.add(row)
    row.role = role.value
    touch(work, change)
    _record(work, change, ticket.id, f"{ticket.number} put beside {change.number}")
    return row


async def unlink_ticket(work: UnitOfWork, change: Change, ticket_id: UUID) -> None:
    """Take a ticket away from a locked change; raise Forbidden (403), NotFound (404)."""
    work.actor.require(WRITE)
    gone = await work.session.execute(
        delete(ChangeTicket)
        .where(ChangeTicket.change_id == change.id, ChangeTicket.ticket_id == ticket_id)
        .returning(ChangeTicket.ticket_id)
        .execution_options(synchronize_session=False)
    )
    if gone.first() is None:
        raise NotFound("This ticket does not stand beside the change.", code="ticket_not_linked")
    touch(work, change)
    _record(work, change, ticket_id, f"A ticket was taken away from {change.number}")


def _record(work: UnitOfWork, change: Change, ticket_id: UUID, summary: str) -> None:
    work.record(
        ChangeTicketsChanged(
            **standing(change), ticket_id=ticket_id, changes={"tickets": (None, None)}, summary=summary
        )
    )
