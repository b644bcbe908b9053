"""Escalate a ticket: by a person with a reason, or because its clock says so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.enums import FINISHED
from itsm.domains.tickets.events import TicketEscalated
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.service.common import differing, lock_ticket, standing
from itsm.platform.errors import Conflict

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

_KEPT = frozenset({"response", "resolution"})
"""The metrics whose state the ticket's row keeps."""
_MARKING = _KEPT | {"promise"}


async def escalate_ticket(work: UnitOfWork, reference: str | UUID, reason: str) -> TicketRecord:
    """Put a ticket at the head of the queue and tell its manager; its requester may, and whoever works it.

    Raises NotFound (404), Conflict (409) for one that is finished or escalated already.
    """
    ticket = await lock_ticket(work, reference)
    if ticket.status in FINISHED:
        raise Conflict("Reopen the ticket before escalating it.", code="ticket_finished")
    if ticket.is_escalated:
        raise Conflict("The ticket is escalated already.", code="already_escalated")
    after = await change(work, ticket, is_escalated=True)
    work.record(
        TicketEscalated(
            **standing(work, after),
            changes={"is_escalated": (False, True)},
            summary=f"{after.number} was escalated: {reason}"[:500],
            reason=reason,
            is_automatic=False,
            metric=None,
            threshold=None,
            is_breach=False,
            due_at=None,
        )
    )
    return after


async def mark_threshold(
    work: UnitOfWork, ticket: TicketRecord, *, metric: str, threshold: int, is_breach: bool, due_at: datetime | None
) -> TicketRecord:
    """Show on a locked ticket that its clock came close to, or passed, what was promised.

    What a team owes another, and silence that was too long, mark nothing here: their levels escalate.
    """
    if metric not in _MARKING:
        return ticket
    state = "breached" if is_breach else "warning"
    columns: dict[str, Any] = {"is_escalated": ticket.status not in FINISHED or ticket.is_escalated}
    if is_breach and metric in _KEPT:
        columns["is_breached"] = True
    # A clock that was met, paused or breached meanwhile keeps that word.
    if metric in _KEPT and getattr(ticket, f"{metric}_state") in ({"running", "warning"} if is_breach else {"running"}):
        columns[f"{metric}_state"] = state
    changes = differing(ticket, columns)
    if not changes:
        return ticket
    after = await change(work, ticket, **columns)
    what = "missed" if is_breach else f"{threshold} % used of"
    work.record(
        TicketEscalated(
            **standing(work, after),
            changes=changes,
            summary=f"{after.number}: {what} the {metric} target",
            reason=f"{metric} {state}",
            is_automatic=True,
            metric=metric,
            threshold=threshold,
            is_breach=is_breach,
            due_at=due_at,
        )
    )
    return after
