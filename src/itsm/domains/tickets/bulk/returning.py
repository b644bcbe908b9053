"""Take back what a bulk change did to one ticket, unless it was changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.settings.enums import PendingReason
from itsm.domains.tickets.bulk.applying import COLUMNS, columns_of
from itsm.domains.tickets.bulk.enums import BulkItemState
from itsm.domains.tickets.enums import FINISHED, Priority, TicketStatus
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.service.assign_ticket import give_back
from itsm.domains.tickets.service.change_priority import put_priority_back
from itsm.domains.tickets.service.change_tags import change_tags
from itsm.domains.tickets.service.common import lock_ticket
from itsm.domains.tickets.service.transition_ticket import Transition, transition_ticket
from itsm.platform.errors import Problem

if TYPE_CHECKING:
    from itsm.domains.tickets.bulk.models import BulkItem
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork

CHANGED_SINCE = "It was changed since."
_REASON = "The bulk change was undone"
_WORK = {TicketStatus.IN_PROGRESS, TicketStatus.PENDING}


async def return_ticket(work: UnitOfWork, action: str, item: BulkItem) -> None:
    """Make a ticket as it was before the change, and write into `item` what became of that."""
    try:
        async with work.part():
            ticket = await lock_ticket(work, item.ticket_id)
            require_working(work.actor, ticket)
            kept = await _return(work, action, ticket, item.before or {}, item.after or {})
    except Problem as refusal:
        item.state, item.code, item.detail = BulkItemState.KEPT, refusal.code, refusal.detail
        return
    item.state = BulkItemState.KEPT if kept else BulkItemState.RETURNED
    item.detail = kept


async def _return(
    work: UnitOfWork, action: str, ticket: TicketRecord, before: dict[str, Any], after: dict[str, Any]
) -> str | None:
    """Take the change back; return why not where that cannot be."""
    if action == "tags":
        return await _return_tags(work, ticket, before["tags"], after["tags"])
    if action == "macro":
        return await _return_macro(work, ticket, before, after)
    if columns_of(ticket, COLUMNS[action]) != after:
        return CHANGED_SINCE
    if action == "transition":
        return await _return_status(work, ticket, before)
    if ticket.status in FINISHED:
        return "It was resolved since."
    if action == "assign":
        await _return_owner(work, ticket, before)
    else:
        await _return_priority(work, ticket, before)
    return None


async def _return_macro(
    work: UnitOfWork, ticket: TicketRecord, before: dict[str, Any], after: dict[str, Any]
) -> str | None:
    """Undo each field that the macro changed, all of them or none; what it said stays said."""
    untouched = [name for name in COLUMNS["macro"] if name != "tags"]
    if columns_of(ticket, tuple(untouched)) != {name: after[name] for name in untouched}:
        return CHANGED_SINCE
    differing = {name for name in untouched if before[name] != after[name]}
    if differing and ticket.status in FINISHED:
        return "What was told as solved is reopened one by one."
    if differing & {"status", "pending_reason"}:
        kept = await _return_status(work, ticket, before)
        if kept:
            return kept
    if differing & {"team_id", "assignee_id"}:
        await _return_owner(work, await lock_ticket(work, ticket.id), before)
    if differing & {"priority", "priority_source"}:
        await _return_priority(work, await lock_ticket(work, ticket.id), before)
    if before["tags"] == after["tags"]:
        return None
    kept = await _return_tags(work, ticket, before["tags"], after["tags"])
    return None if differing else kept


async def _return_owner(work: UnitOfWork, ticket: TicketRecord, before: dict[str, Any]) -> None:
    team_id, assignee_id = (UUID(key) if key else None for key in (before["team_id"], before["assignee_id"]))
    await give_back(work, ticket, team_id=team_id, assignee_id=assignee_id, reason=_REASON)


async def _return_priority(work: UnitOfWork, ticket: TicketRecord, before: dict[str, Any]) -> None:
    source = before["priority_source"]
    await put_priority_back(work, ticket, Priority(before["priority"]), source=source, reason=_REASON)


async def _return_tags(work: UnitOfWork, ticket: TicketRecord, before: list[str], after: list[str]) -> str | None:
    """Undo tag by tag: those given and taken since by others stay as they are."""
    added = [tag for tag in after if tag not in before and tag in ticket.tags]
    removed = [tag for tag in before if tag not in after and tag not in ticket.tags]
    if not added and not removed:
        return CHANGED_SINCE
    await change_tags(work, ticket.id, add=removed, remove=added)
    return None


async def _return_status(work: UnitOfWork, ticket: TicketRecord, before: dict[str, Any]) -> str | None:
    """Undo between working and waiting; what was told to its requester as solved is reopened one by one."""
    status = TicketStatus(before["status"])
    if ticket.status not in _WORK or status not in _WORK:
        return f"A ticket that is {ticket.status.value} does not become {status.value} again by an undo."
    reason = PendingReason(before["pending_reason"]) if before["pending_reason"] else None
    await transition_ticket(work, ticket.id, Transition(to=status, reason=_REASON, pending_reason=reason))
    return None
