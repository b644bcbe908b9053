"""One action on one ticket, in a savepoint of its own: what is refused leaves nothing behind.

Refusals come before a use case stages or records anything, so that the savepoint is all there is to undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.tickets.bulk.enums import BulkItemState
from itsm.domains.tickets.events import TicketUpdated
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.schemas import TAGS_MAX, AssignInput, BulkAction
from itsm.domains.tickets.service.assign_ticket import Assignment, assign_ticket, hand_back_ticket
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.common import lock_for_staff, lock_ticket, standing
from itsm.domains.tickets.service.transition_ticket import Transition, transition_ticket
from itsm.platform.errors import Invalid, Problem

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

COLUMNS: Final = {
    "assign": ("team_id", "assignee_id"),
    "transition": ("status", "pending_reason"),
    "tags": ("tags",),
    "priority": ("priority", "priority_source"),
}
"""What each action is about, and what is looked at before it is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one ticket, with the columns of the action before and after."""

    state: BulkItemState
    version: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    code: str | None = None
    detail: str | None = None


async def apply_to(work: UnitOfWork, ticket_id: UUID, wanted: BulkAction) -> Outcome:
    """Do what is wanted to one ticket and say what became of it; a refusal is an outcome, too."""
    columns = COLUMNS[wanted.action]
    try:
        async with work.session.begin_nested():
            before = columns_of(await lock_ticket(work, ticket_id), columns)
            changed = await _apply(work, ticket_id, wanted)
    except Problem as refusal:
        return Outcome(state=BulkItemState.REFUSED, code=refusal.code, detail=refusal.detail)
    after = columns_of(changed, columns)
    state = BulkItemState.SAME if before == after else BulkItemState.DONE
    return Outcome(state=state, version=changed.version, before=before, after=after)


def columns_of(ticket: TicketRecord, columns: tuple[str, ...]) -> dict[str, Any]:
    """Return these columns as JSON holds them."""
    return {name: _plain(getattr(ticket, name)) for name in columns}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, list) else str(value)


async def _apply(work: UnitOfWork, ticket_id: UUID, wanted: BulkAction) -> TicketRecord:
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
