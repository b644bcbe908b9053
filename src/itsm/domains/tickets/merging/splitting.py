"""Use case: make a comment a ticket of its own, raised like every other, with a link to where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.tickets.comments.queries import comment_of
from itsm.domains.tickets.comments.service import unknown_comment
from itsm.domains.tickets.links.enums import LinkKind
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.merging.events import TicketSplit
from itsm.domains.tickets.policies import require_working, works_on
from itsm.domains.tickets.repository import change
from itsm.domains.tickets.service.common import lock_ticket, standing
from itsm.domains.tickets.service.create_ticket import CreatedTicket, NewTicket, create_ticket
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.tickets.comments.writing import CommentRow
    from itsm.domains.tickets.merging.schemas import SplitCreate
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork


async def split_comment(work: UnitOfWork, reference: str, comment_id: UUID, wanted: SplitCreate) -> CreatedTicket:
    """Raise a ticket out of a comment of a ticket that the actor works; the comment stays where it is.

    It is in the name of who wrote the comment, or of the ticket's requester where that was somebody of the desk.
    Raises NotFound (404), Forbidden (403), Invalid (422) for a note, which requesters do not read.
    """
    ticket = await lock_ticket(work, reference)
    comment = await comment_of(work.session, ticket.id, comment_id, with_internal=works_on(work.actor, ticket))
    if comment is None:
        raise unknown_comment()
    require_working(work.actor, ticket)
    if comment.is_internal:
        raise Invalid.field("comment_id", "A note is for colleagues; a ticket is read by its requester.", "is_internal")
    made = await create_ticket(work, _new(ticket, comment, wanted), confirm_duplicate=True)
    source_id, target_id = sorted((ticket.id, made.id))
    work.stage(
        TicketLink,
        {
            "id": new_id(),
            "source_id": source_id,
            "target_id": target_id,
            "kind": LinkKind.RELATED.value,
            "created_by_id": work.actor.id,
            "created_at": work.now,
        },
    )
    after = await change(work, ticket)
    work.record(
        TicketSplit(
            **standing(work, after),
            changes={"links": (None, None)},
            summary=f"{made.number} was split off {after.number}",
            comment_id=comment.id,
            new_ticket_id=made.id,
            new_number=made.number,
        )
    )
    return made


def _new(ticket: TicketRecord, comment: CommentRow, wanted: SplitCreate) -> NewTicket:
    """Return the ticket to raise: what was not said anew is as on the one it comes from."""
    is_moved = wanted.category is not None
    kept = None if is_moved or ticket.subcategory_id is None else str(ticket.subcategory_id)
    return NewTicket(
        type=wanted.type or ticket.type,
        category=wanted.category or str(ticket.category_id),
        subcategory=wanted.subcategory or kept,
        title=wanted.title,
        description=wanted.description,
        business_impact=wanted.business_impact or ticket.business_impact,
        location=wanted.location or str(ticket.location_id),
        requester_id=ticket.requester_id if comment.is_from_staff else comment.author_id or ticket.requester_id,
    )
