"""Put a macro on a ticket: all of it in one transaction, by the services that people use, or none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.comments.service import add_comment
from itsm.domains.tickets.composing.service import require_nothing_newer
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.macros.events import TicketMacroApplied
from itsm.domains.tickets.macros.planning import steps_to
from itsm.domains.tickets.macros.preview import placed
from itsm.domains.tickets.macros.queries import find_macro
from itsm.domains.tickets.macros.schemas import MacroApply, MacroChanges
from itsm.domains.tickets.macros.service import unknown_macro
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.service.assign_ticket import Assignment, assign_ticket
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.change_tags import change_tags
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.service.transition_ticket import Transition, transition_ticket
from itsm.platform.actor import system_actor
from itsm.platform.errors import Conflict
from itsm.platform.http.etags import require_version

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.tickets.macros.models import Macro
    from itsm.domains.tickets.macros.schemas import MacroMove
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.domains.tickets.schemas import MacroRef
    from itsm.platform.work import UnitOfWork


async def apply_macro(
    work: UnitOfWork, reference: str | UUID, macro_id: UUID, wanted: MacroApply, *, if_match: str | None
) -> UUID:
    """Put a macro on a ticket that the actor works; return the ticket's id.

    Raises NotFound (404) for the ticket or the macro, PreconditionRequired (428), StaleVersion (412), Forbidden (403),
    Conflict (409) where the ticket is not where the macro wants to go on or others wrote meanwhile, Invalid (422).
    Whatever one part refuses, nothing of it is done.
    """
    ticket = await lock_for_staff(work, reference)
    macro = await require_macro(work, macro_id)
    require_version(if_match, ticket.version)
    text = (await placed(work.session, work.actor, ticket, macro.body)) if wanted.text is None else wanted.text
    if text and not macro.is_internal and wanted.seen_until is not None and not wanted.send_anyway:
        await require_nothing_newer(work, ticket.id, wanted.seen_until)
    return (await _put(work, ticket, macro, text)).id


async def apply_read_macro(work: UnitOfWork, ticket_id: UUID, wanted: MacroRef) -> TicketRecord:
    """Put a macro on one of many tickets, as it was read by who chose it; return the ticket.

    Raises as `apply_macro`, and Conflict (409, `macro_changed`) where the macro is another by now.
    """
    ticket = await lock_for_staff(work, ticket_id)
    macro = await require_macro(work, wanted.macro_id, version=wanted.version)
    return await _put(work, ticket, macro, await placed(work.session, work.actor, ticket, macro.body))


async def require_macro(work: UnitOfWork, macro_id: UUID, *, version: int | None = None) -> Macro:
    """Return a macro that the actor has; raise NotFound (404), Conflict (409) where it is not at `version`."""
    macro = await find_macro(work.session, work.actor, macro_id)
    if macro is None:
        raise unknown_macro()
    if version not in {None, macro.version}:
        raise Conflict("The macro was changed; look at it again.", code="macro_changed")
    return macro


async def _put(work: UnitOfWork, ticket: TicketRecord, macro: Macro, text: str) -> TicketRecord:
    """Do all that a macro says to a locked ticket and write down that it did."""
    await _apply(work, ticket, MacroChanges.model_validate(macro.changes), text, is_internal=macro.is_internal)
    # A ticket given to another team may be out of the actor's sight by now.
    after = await load_visible(work.session, system_actor(), ticket.id)
    if after.version != ticket.version:
        summary = f"{after.number}: macro {macro.name} was applied"
        work.record(
            TicketMacroApplied(**standing(work, after), summary=summary, macro_id=macro.id, macro_name=macro.name)
        )
    return after


async def _apply(
    work: UnitOfWork, ticket: TicketRecord, changes: MacroChanges, text: str, *, is_internal: bool
) -> None:
    """Do what the macro names: words, tags, priority, who has it, and last how far it is."""
    steps = steps_to(ticket.status, TicketStatus(changes.status.to)) if changes.status else ()
    # What goes with a change of status is quoted by its mail; said on its own it would be mailed a second time.
    goes_with_move = bool(text and steps and not is_internal)
    if text and not goes_with_move:
        await add_comment(work, str(ticket.id), body=text, is_internal=is_internal)
    if changes.add_tags or changes.remove_tags:
        await change_tags(work, ticket.id, add=changes.add_tags, remove=changes.remove_tags)
    if changes.priority is not None and changes.priority.priority is not ticket.priority:
        asked = changes.priority
        await override_priority(work, ticket.id, priority=asked.priority, reason=asked.reason)
    if (assignment := _assignment(work, ticket, changes)) is not None:
        await assign_ticket(work, ticket.id, assignment)
    for to in steps:
        move = changes.status if to is steps[-1] else None
        await transition_ticket(work, ticket.id, _transition(to, move, text if move and goes_with_move else None))


def _assignment(work: UnitOfWork, ticket: TicketRecord, changes: MacroChanges) -> Assignment | None:
    """Return who shall have the ticket; None where the macro says nothing of that, or it is so already."""
    assignee_id = work.actor.id if changes.assignee_id == "me" else changes.assignee_id
    is_there = changes.team_id in {None, ticket.team_id}
    if is_there and assignee_id in {None, ticket.assignee_id}:
        return None
    return Assignment(assignee_id=assignee_id, team_id=changes.team_id)


def _transition(to: TicketStatus, move: MacroMove | None, comment: str | None) -> Transition:
    told = move.model_dump(exclude={"to"}) if move else {}
    return Transition(to=to, comment=comment, **told)
