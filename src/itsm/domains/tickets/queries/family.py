"""A ticket together with those merged into it: what is read of one is read of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, cast, func, literal, select
from sqlalchemy.orm import aliased

from itsm.domains.tickets.models import Ticket

if TYPE_CHECKING:
    from uuid import UUID


# sees all: of a ticket that the caller loaded by the rule; a requester reads on only in what they asked themselves
def of_family(column: Any, ticket_id: UUID, *, for_staff: bool) -> ColumnElement[bool]:
    """Return the condition that `column` is this ticket or one merged into it.

    `for_staff`: the reader works the ticket. Others read of merged tickets only those of the same requester: two people
    who reported the same outage do not read each other's words. One probe of an index, done once a statement.
    """
    merged = select(Ticket.id).where(Ticket.merged_into_id == ticket_id)
    if not for_staff:
        kept = aliased(Ticket)
        asked = select(kept.requester_id).where(kept.id == ticket_id).scalar_subquery()
        merged = merged.where(Ticket.requester_id == asked)
    ids = select(cast(literal(ticket_id, Uuid()), Uuid())).union_all(merged)
    # An array and not IN: the planner then goes to the index once for each of the few ids.
    found: ColumnElement[bool] = column == any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid())))
    return found
