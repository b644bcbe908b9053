"""What happens when a requester does not answer: reminded, closed unanswered, or closed as solved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets.engine import MACHINE
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.events import TicketReminded
from itsm.domains.tickets.queries.waiting import Waiting, pending_on_user, resolved_before
from itsm.domains.tickets.repository import TicketRecord, change, load_visible
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.service.transition_ticket import Transition, apply_move

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

# Few at a time: until the commit nobody else can assign to the agents of what is closed.
BATCH: Final = 20
_LOOKED_AT: Final = 2_000
_NO_ANSWER = "No answer"


class _Days(NamedTuple):
    """After how many business days a requester is reminded, and a ticket closed unanswered."""

    remind: int
    close: int


async def close_resolved(work: UnitOfWork) -> int:
    """Close resolved tickets that were not answered for the days the settings say; return how many."""
    days = await settings.setting(work.session, "auto_close_days")
    found = await resolved_before(work.session, work.now - timedelta(days=days), now=work.now, limit=BATCH)
    for ticket_id in found:
        ticket = await load_visible(work.session, work.actor, ticket_id, for_update=True)
        await _close(work, ticket)
    return len(found)


async def chase_pending(work: UnitOfWork) -> int:
    """Remind requesters whose ticket waits for them, and close what stays unanswered; return how many were due.

    Days are business days on the calendar of the ticket's location.
    """
    days = _Days(
        await settings.setting(work.session, "pending_user_reminder_business_days"),
        await settings.setting(work.session, "pending_user_close_business_days"),
    )
    due = await _due(work, days)
    unanswered: list[TicketRecord] = []
    for waiting in due:
        ticket = await load_visible(work.session, work.actor, waiting.id, for_update=True)
        if not _still_waits(ticket, waiting):
            continue
        closes_at = await _after(work, waiting, days.close)
        if work.now >= closes_at:
            unanswered.append(ticket)
        else:
            await _remind(work, ticket, closes_at)
    # Their agents' counts are locked together: one after the other could meet an assignment in a circle.
    await routing.hold_loads(work, [ticket.assignee_id for ticket in unanswered])
    for ticket in unanswered:
        await _close_unanswered(work, ticket, days.close)
    return len(due)


async def _due(work: UnitOfWork, days: _Days) -> list[Waiting]:
    """Return the first tickets to remind of or to close. They are looked for without a lock, so that few are held."""
    found = await pending_on_user(
        work.session,
        now=work.now,
        unreminded_before=work.now - timedelta(days=min(days.remind, days.close)),
        reminded_before=work.now - timedelta(days=days.close),
        limit=_LOOKED_AT,
    )
    due: list[Waiting] = []
    for waiting in found:
        wanted = days.close if waiting.reminded_at else min(days.remind, days.close)
        if work.now >= await _after(work, waiting, wanted):
            due.append(waiting)
        if len(due) == BATCH:
            break
    return due


def _still_waits(ticket: TicketRecord, seen: Waiting) -> bool:
    """Return whether nobody, another worker included, did anything to it since it was looked for."""
    is_pending = ticket.status == TicketStatus.PENDING
    return is_pending and (ticket.pending_since, ticket.pending_reminded_at) == (seen.since, seen.reminded_at)


async def _after(work: UnitOfWork, waiting: Waiting, days: int) -> datetime:
    reference = await settings.reference(work.session)
    location = reference.location_by_id[waiting.location_id]
    return await sla.after_business_days(work.session, location_key=location.key, start=waiting.since, days=days)


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
