"""May this actor do this to that ticket, where the permission alone does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.engine import allowed_moves, requester_moves
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.visibility import sees_location
from itsm.platform.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Collection

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.domains.tickets.visibility import Placed
    from itsm.platform.actor import Actor

REQUESTER_FIELDS = frozenset({"title", "description", "business_impact"})
_REQUESTER_MAY_EDIT = frozenset({TicketStatus.NEW, TicketStatus.PENDING})


def works_on(actor: Actor, ticket: Placed) -> bool:
    """Tell whether the actor works this ticket; staff who only raised one does not."""
    if not actor.is_staff:
        return False
    if actor.can("tickets.read_all"):
        return True
    if sees_location(actor) and ticket.location_id == actor.location_id:
        return True
    return ticket.team_id in actor.team_ids or (actor.id is not None and ticket.assignee_id == actor.id)


def moves_for(actor: Actor, ticket: Placed, status: TicketStatus) -> tuple[TicketStatus, ...]:
    """Return the statuses to which this actor may move the ticket from here."""
    if works_on(actor, ticket):
        return allowed_moves(status)
    return requester_moves(status) if ticket.requester_id == actor.id else ()


def require_working(actor: Actor, ticket: Placed) -> None:
    """Raise Forbidden (403) unless the actor works this ticket."""
    actor.require("tickets.work")
    if not works_on(actor, ticket):
        raise Forbidden("You raised this ticket; your colleagues in its team work it.")


def require_editing(actor: Actor, ticket: TicketRecord, fields: Collection[str]) -> None:
    """Raise Forbidden (403) unless the actor may change these fields.

    Requesters may put their own words right until somebody works on them, and while they are asked.
    """
    if works_on(actor, ticket):
        return
    if ticket.requester_id != actor.id:
        raise Forbidden("This ticket is not yours to edit.")
    if ticket.status not in _REQUESTER_MAY_EDIT:
        raise Forbidden("Its words can be changed while a ticket is new or waits for you; comment instead.")
    if refused := sorted(set(fields) - REQUESTER_FIELDS):
        raise Forbidden(f"Only IT changes {', '.join(refused)}.")
