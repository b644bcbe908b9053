"""Promise a date by hand, with a reason, and take a promise back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import FINISHED
from itsm.domains.tickets.events import TicketPromised, TicketPromiseWithdrawn
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.platform.errors import Conflict, NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

PERMISSION = "tickets.override_sla"


async def promise_date(work: UnitOfWork, reference: str | UUID, *, promised_at: datetime, reason: str) -> TicketRecord:
    """Promise the requester a date that no pause moves; a new one takes the place of the last.

    Raises NotFound (404), Forbidden (403), Conflict (409, `ticket_finished`), Invalid (422) for a date that is
    not ahead.
    """
    ticket = await lock_for_staff(work, reference)
    work.actor.require(PERMISSION)
    if ticket.status in FINISHED:
        raise Conflict("Reopen the ticket before promising a date.", code="ticket_finished")
    priority = ticket.priority.value
    before = await sla.set_promise(work, ticket_id=ticket.id, priority=priority, promised_at=promised_at, reason=reason)
    after = await change(work, ticket)
    work.record(
        TicketPromised(
            **standing(work, after),
            changes={"promised_at": (before, promised_at)},
            summary=f"{after.number} was promised for {promised_at:%Y-%m-%d %H:%M} UTC",
            promised_at=promised_at,
            reason=reason,
        )
    )
    return after


async def withdraw_promise(work: UnitOfWork, reference: str | UUID, *, reason: str) -> TicketRecord:
    """Take back the date that was promised. Raises NotFound (404), also where none is, Forbidden (403)."""
    ticket = await lock_for_staff(work, reference)
    work.actor.require(PERMISSION)
    before = await sla.withdraw_promise(work, ticket_id=ticket.id)
    if before is None:
        raise NotFound("No date is promised.", code="promise_not_found")
    after = await change(work, ticket)
    work.record(
        TicketPromiseWithdrawn(
            **standing(work, after),
            changes={"promised_at": (before, None)},
            summary=f"The date promised for {after.number} was taken back",
            reason=reason,
        )
    )
    return after
