"""What happens when a requester does not answer: reminded, closed unanswered, or closed as solved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets.engine import MACHINE
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.events import TicketReminded
from itsm.domains.tickets.queries.waiting import pending_on_user_before, resolved_before
from itsm.domains.tickets.repository import TicketRecord, change, load_visible
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.service.transition_ticket import Transition, apply_move

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

BATCH: Final = 200
_NO_ANSWER = "No answer"


async def close_resolved(work: UnitOfWork) -> int:
    """Close resolved tickets that were not answered for the days the settings say; return how many."""
    days = await settings.setting(work.session, "auto_close_days")
    found = await resolved_before(work.session, work.now - timedelta(days=days), limit=BATCH)
    for ticket_id in found:
        ticket = await load_visible(work.session, work.actor, ticket_id, for_update=True)
        await _close(work, ticket)
    return len(found)


async def chase_pending(work: UnitOfWork) -> int:
    """Remind requesters whose ticket waits for them, and close what stays unanswered; return how many changed.

    Days are business days on the calendar of the ticket's location.
    """
    remind_days = await settings.setting(work.session, "pending_user_reminder_business_days")
    close_days = await settings.setting(work.session, "pending_user_close_business_days")
    soonest = work.now - timedelta(days=min(remind_days, close_days))
    reminded = 0
    unanswered: list[TicketRecord] = []
    for ticket_id in await pending_on_user_before(work.session, soonest, limit=BATCH):
        ticket = await load_visible(work.session, work.actor, ticket_id, for_update=True)
        closes_at = await _after(work, ticket, close_days)
        if work.now >= closes_at:
            unanswered.append(ticket)
        elif ticket.pending_reminded_at is None and work.now >= await _after(work, ticket, remind_days):
            await _remind(work, ticket, closes_at)
            reminded += 1
    # Their agents' counts are locked together: one after the other could meet an assignment in a circle.
    await routing.hold_loads(work, [ticket.assignee_id for ticket in unanswered])
    for ticket in unanswered:
        await _close_unanswered(work, ticket, close_days)
    return reminded + len(unanswered)


async def _after(work: UnitOfWork, ticket: TicketRecord, days: int) -> datetime:
    reference = await settings.reference(work.session)
    location = reference.location_by_id[ticket.location_id]
    start = ticket.pending_since or ticket.updated_at
    return await sla.after_business_days(work.session, location_key=location.key, start=start, days=days)


async def _remind(work: UnitOfWork, ticket: TicketRecord, closes_at: datetime) -> None:
    after = await change(work, ticket, pending_reminded_at=work.now)
    work.record(
        TicketReminded(
            **standing(work, after), summary=f"The requester of {after.number} was reminded", closes_at=closes_at
        )
    )


async def _close_unanswered(work: UnitOfWork, ticket: TicketRecord, days: int) -> None:
    resolved = Transition(
        to=TicketStatus.RESOLVED,
        resolution_summary=f"The requester did not answer within {days} business days.",
        resolution_category=_NO_ANSWER,
        root_cause="Not known: the information asked for did not come.",
    )
    rule = MACHINE[TicketStatus.PENDING, TicketStatus.RESOLVED]
    await _close(work, await apply_move(work, ticket, rule, resolved))


async def _close(work: UnitOfWork, ticket: TicketRecord) -> None:
    closed = Transition(to=TicketStatus.CLOSED, auto_closed=True)
    await apply_move(work, ticket, MACHINE[TicketStatus.RESOLVED, TicketStatus.CLOSED], closed)
