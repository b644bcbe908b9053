"""One action on one ticket, as a part of its own: what is refused leaves nothing behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.tickets.bulk.enums import BulkItemState
from itsm.domains.tickets.macros.applying import apply_read_macro
from itsm.domains.tickets.repository import TicketRecord
from itsm.domains.tickets.schemas import AssignInput, BulkAction
from itsm.domains.tickets.service.assign_ticket import Assignment, assign_ticket, hand_back_ticket
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.change_tags import change_tags
from itsm.domains.tickets.service.common import lock_ticket
from itsm.domains.tickets.service.transition_ticket import Transition, transition_ticket
from itsm.platform.errors import Problem

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

COLUMNS: Final = {
    "assign": ("team_id", "assignee_id"),
    "transition": ("status", "pending_reason"),
    "tags": ("tags",),
    "priority": ("priority", "priority_source"),
    "macro": ("team_id", "assignee_id", "status", "pending_reason", "tags", "priority", "priority_source"),
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
        async with work.part():
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
    if wanted.macro is not None and wanted.action == "macro":
        return await apply_read_macro(work, ticket_id, wanted.macro)
    return await change_tags(work, ticket_id, add=wanted.add_tags, remove=wanted.remove_tags)


async def assign_as_asked(work: UnitOfWork, reference: str | UUID, body: AssignInput) -> TicketRecord:
    """Carry out an assignment as the interface words it."""
    if body.hand_back and body.reason is not None:
        return await hand_back_ticket(work, reference, body.reason)
    assignee_id = work.actor.id if body.assignee_id == "me" else body.assignee_id
    wanted = Assignment(assignee_id=assignee_id, team_id=body.team_id, reason=body.reason)
    return await assign_ticket(work, reference, wanted)
