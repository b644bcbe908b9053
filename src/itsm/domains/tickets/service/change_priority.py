"""Override a priority with a written reason; ask for that, and decide who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from itsm.domains.tickets.enums import FINISHED, Priority, PrioritySource, RequestState, level_of, priority_of
from itsm.domains.tickets.events import PriorityDecided, PriorityRequested, TicketPriorityChanged
from itsm.domains.tickets.models import PriorityRequest
from itsm.domains.tickets.repository import TicketRecord, change, set_decision
from itsm.domains.tickets.rules.corrections import note_correction
from itsm.domains.tickets.rules.enums import Correction
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.service.retarget import retarget_clocks
from itsm.platform.errors import Conflict, Forbidden, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


async def override_priority(
    work: UnitOfWork, reference: str | UUID, *, priority: Priority, reason: str
) -> TicketRecord:
    """Set the priority by hand. Raises Forbidden (403) without `tickets.override_priority`."""
    ticket = await lock_for_staff(work, reference)
    work.actor.require("tickets.override_priority")
    return await _set_priority(work, ticket, priority, reason)


async def request_priority(
    work: UnitOfWork, reference: str | UUID, *, priority: Priority, reason: str
) -> PriorityRequest:
    """Ask a manager for another priority. Raises Conflict (409) while a request of this ticket is open."""
    ticket = await lock_for_staff(work, reference)
    _require_open(ticket)
    if priority is ticket.priority:
        raise Conflict(f"The ticket has {priority.value} already.", code="priority_unchanged")
    if await _open_request(work, ticket) is not None:
        raise Conflict("A request for this ticket waits for its decision.", code="priority_request_open")
    row = PriorityRequest(
        id=new_id(),
        ticket_id=ticket.id,
        priority=level_of(priority),
        reason=reason,
        state=RequestState.OPEN.value,
        requested_by_id=work.actor.id,
        created_at=work.now,
    )
    work.session.add(row)
    work.record(
        PriorityRequested(
            **standing(work, ticket),
            summary=f"{priority.value} was asked for {ticket.number}",
            request_id=row.id,
            wanted_priority=priority.value,
            reason=reason,
        )
    )
    return row


async def decide_priority_request(
    work: UnitOfWork, reference: str | UUID, request_id: UUID, *, approve: bool, reason: str | None
) -> TicketRecord:
    """Approve or reject a request; approving sets the priority. Nobody decides their own request.

    Raises NotFound (404), Forbidden (403), Conflict (409) where it was decided before.
    """
    ticket = await lock_for_staff(work, reference)
    work.actor.require("tickets.override_priority")
    row = await work.session.get(PriorityRequest, request_id, with_for_update=True, populate_existing=True)
    if row is None or row.ticket_id != ticket.id:
        raise NotFound("There is no such request.")
    if row.state != RequestState.OPEN:
        raise Conflict("This request was decided before.", code="already_decided", state=row.state)
    if row.requested_by_id == work.actor.id:
        raise Forbidden("Somebody else decides what you ask for.")
    wanted = priority_of(row.priority)
    row.state = (RequestState.APPROVED if approve else RequestState.REJECTED).value
    row.decided_by_id, row.decided_at, row.decision_reason = work.actor.id, work.now, reason
    if approve and ticket.status not in FINISHED:
        ticket = await _set_priority(work, ticket, wanted, row.reason)
    work.record(
        PriorityDecided(
            **standing(work, ticket),
            summary=f"{wanted.value} for {ticket.number} was {row.state}",
            request_id=row.id,
            wanted_priority=wanted.value,
            is_approved=approve,
            reason=reason,
            requested_by_id=row.requested_by_id,
        )
    )
    return ticket


async def _set_priority(work: UnitOfWork, ticket: TicketRecord, priority: Priority, reason: str) -> TicketRecord:
    _require_open(ticket)
    before = ticket.priority
    if priority is before:
        return ticket
    clocks = await retarget_clocks(work, ticket, priority)
    await note_correction(work, ticket.id, Correction.PRIORITY, previous=before.value, corrected=priority.value)
    ticket = await change(work, ticket, priority=priority, priority_source=PrioritySource.OVERRIDE.value, **clocks)
    await set_decision(work, ticket, "classification", _why(work, priority, before, reason))
    work.record(
        TicketPriorityChanged(
            **standing(work, ticket),
            changes={"priority": (before.value, priority.value)},
            summary=f"{ticket.number} went from {before.value} to {priority.value}: {reason}"[:500],
            previous_priority=before.value,
            reason=reason,
        )
    )
    return ticket


async def put_priority_back(
    work: UnitOfWork, ticket: TicketRecord, priority: Priority, *, source: str, reason: str
) -> TicketRecord:
    """Give a locked ticket the priority and its source back that it had: an undo. Its clocks follow."""
    work.actor.require("tickets.override_priority")
    before = ticket.priority
    ticket = await _set_priority(work, ticket, priority, reason)
    return ticket if priority is before else await change(work, ticket, priority_source=source)


def _why(work: UnitOfWork, priority: Priority, before: Priority, reason: str) -> dict[str, Any]:
    return {
        "priority": priority.value,
        "source": PrioritySource.OVERRIDE.value,
        "rule": None,
        "matched": [],
        "overridden_by": work.actor.name,
        "overridden_at": work.now.isoformat(),
        "reason": reason,
        "raised_from": before.value,
    }


def _require_open(ticket: TicketRecord) -> None:
    if ticket.status in FINISHED:
        raise Conflict("Reopen the ticket before changing its priority.", code="ticket_finished")


async def _open_request(work: UnitOfWork, ticket: TicketRecord) -> UUID | None:
    return await work.session.scalar(
        select(PriorityRequest.id).where(
            PriorityRequest.ticket_id == ticket.id, PriorityRequest.state == RequestState.OPEN.value
        )
    )
