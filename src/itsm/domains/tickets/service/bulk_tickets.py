"""Do one thing to many tickets. Each has a savepoint of its own: what is refused leaves nothing behind.

Refusals come before a use case stages or records anything, so that the savepoint is all there is to undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.events import TicketUpdated
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.schemas import TAGS_MAX, AssignInput, BulkInput, BulkResult, BulkResults
from itsm.domains.tickets.service.assign_ticket import Assignment, assign_ticket, hand_back_ticket
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.service.transition_ticket import Transition, transition_ticket
from itsm.platform.errors import Invalid, Problem

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


async def change_many(work: UnitOfWork, wanted: BulkInput) -> BulkResults:
    """Carry out a bulk action and say what became of each ticket.

    Agents reach the tickets they work; a change that crosses teams needs `tickets.bulk`. Ids the caller does not
    see are answered like ids that do not exist.
    """
    if wanted.action == "assign" and wanted.assign is not None and wanted.assign.team_id is not None:
        work.actor.require("tickets.bulk")
    outcomes: dict[UUID, BulkResult] = {}
    # Locked in the order of their ids, so that two bulk changes never wait for each other in a circle.
    for ticket_id in sorted(wanted.ids):
        outcomes[ticket_id] = await _one(work, ticket_id, wanted)
    items = [outcomes[ticket_id] for ticket_id in wanted.ids]
    done = sum(item.ok for item in items)
    return BulkResults(items=items, done=done, failed=len(items) - done)


async def _one(work: UnitOfWork, ticket_id: UUID, wanted: BulkInput) -> BulkResult:
    try:
        async with work.session.begin_nested():
            changed = await _apply(work, ticket_id, wanted)
    except Problem as refusal:
        return BulkResult(id=ticket_id, ok=False, version=None, code=refusal.code, detail=refusal.detail)
    return BulkResult(id=ticket_id, ok=True, version=changed.version, code=None, detail=None)


async def _apply(work: UnitOfWork, ticket_id: UUID, wanted: BulkInput) -> TicketRecord:
    if wanted.assign is not None and wanted.action == "assign":
        return await assign_as_asked(work, ticket_id, wanted.assign)
    if wanted.transition is not None and wanted.action == "transition":
        return await transition_ticket(work, ticket_id, Transition(**wanted.transition.model_dump()))
    if wanted.priority is not None and wanted.action == "priority":
        asked = wanted.priority
        return await override_priority(work, ticket_id, priority=asked.priority, reason=asked.reason)
    return await change_tags(work, ticket_id, add=wanted.add_tags, remove=wanted.remove_tags)


async def assign_as_asked(work: UnitOfWork, reference: str | UUID, body: AssignInput) -> TicketRecord:
    """Carry out an assignment as the interface words it."""
    if body.hand_back and body.reason is not None:
        return await hand_back_ticket(work, reference, body.reason)
    assignee_id = work.actor.id if body.assignee_id == "me" else body.assignee_id
    wanted = Assignment(assignee_id=assignee_id, team_id=body.team_id, reason=body.reason)
    return await assign_ticket(work, reference, wanted)


async def change_tags(work: UnitOfWork, reference: str | UUID, *, add: list[str], remove: list[str]) -> TicketRecord:
    """Add and remove tags, keeping the others. Raises Invalid (422) beyond the most a ticket may have."""
    ticket = await lock_for_staff(work, reference)
    tags = [tag for tag in dict.fromkeys([*ticket.tags, *add]) if tag not in remove]
    if tags == ticket.tags:
        return ticket
    if len(tags) > TAGS_MAX:
        raise Invalid.field("add_tags", f"A ticket has at most {TAGS_MAX} tags.", "too_many")
    changes: dict[str, tuple[Any, Any]] = {"tags": (ticket.tags, tags)}
    after = await change(work, ticket, tags=tags)
    work.record(TicketUpdated(**standing(work, after), changes=changes, summary=f"{after.number}: tags changed"))
    return after
