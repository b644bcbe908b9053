"""What a macro would do to a ticket as it is. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.domains.tickets.engine import path_between, rule_of
from itsm.domains.tickets.enums import FINISHED, TicketStatus
from itsm.domains.tickets.errors import transition_not_allowed
from itsm.domains.tickets.macros.enums import MacroField

if TYPE_CHECKING:
    from itsm.domains.tickets.macros.schemas import MacroChanges
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor

_FINISHED = "Reopen the ticket first."
_PRIORITY = "You may ask for another priority, not set it."
_TEAM = "You may not assign tickets across teams."


@dataclass(frozen=True, slots=True)
class Effect:
    """One field as it is and as it would be, in words of the store; `refused`: why it cannot."""

    field: MacroField
    before: str | None
    after: str | None
    refused: str | None = None


def fields_of(changes: MacroChanges) -> list[MacroField]:
    """Return what the macro names, in the order in which it is done."""
    named = {
        MacroField.TAGS: bool(changes.add_tags or changes.remove_tags),
        MacroField.PRIORITY: changes.priority is not None,
        MacroField.TEAM: changes.team_id is not None,
        MacroField.ASSIGNEE: changes.assignee_id is not None,
        MacroField.STATUS: changes.status is not None,
    }
    return [field for field, is_named in named.items() if is_named]


def steps_to(status: TicketStatus, to: TicketStatus) -> tuple[TicketStatus, ...]:
    """Return the moves to a status: none where it is there, two where the ticket is started first.

    Raises Conflict (409, `transition_not_allowed`) where there is no such way.
    """
    if status is to:
        return ()
    if rule_of(status, to) is not None:
        return (to,)
    path = path_between(status, to)
    if status in FINISHED or len(path) != 2 or path[0] is not TicketStatus.IN_PROGRESS:  # noqa: PLR2004 - started first
        raise transition_not_allowed(status, to)
    return path


def tags_after(tags: list[str], changes: MacroChanges) -> list[str]:
    """Return a ticket's tags once the macro added and took away its own."""
    return [tag for tag in dict.fromkeys([*tags, *changes.add_tags]) if tag not in changes.remove_tags]


def refusal_of(actor: Actor, ticket: TicketRecord, field: MacroField, changes: MacroChanges) -> str | None:
    """Return why a field cannot be changed so by this actor, as far as the ticket alone tells."""
    wanted = changes.priority.priority if changes.priority else ticket.priority
    asked = {
        MacroField.PRIORITY: (wanted is not ticket.priority, "tickets.override_priority", _PRIORITY),
        MacroField.TEAM: (changes.team_id not in {None, ticket.team_id}, "tickets.assign_any", _TEAM),
        MacroField.ASSIGNEE: (changes.assignee_id is not None, "tickets.work", ""),
    }
    is_changed, permission, refusal = asked.get(field, (False, "", ""))
    if not is_changed:
        return None
    if not actor.can(permission):
        return refusal
    return _FINISHED if ticket.status in FINISHED else None
