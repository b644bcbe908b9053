"""Writing a comment on a ticket whose lock is held: the part that transitions of a ticket use, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.sla import api as sla
from itsm.domains.tickets import repository
from itsm.domains.tickets.comments.events import (
    CommentCreated,
    CommentCreatedWithMove,
    CommentEvent,
    InternalCommentCreated,
)
from itsm.domains.tickets.comments.models import Comment
from itsm.domains.tickets.policies import require_working, works_on
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.common import standing
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """One comment as it is stored, with its author's name."""

    id: UUID
    ticket_id: UUID
    author_id: UUID | None
    author_name: str | None
    body: str
    is_internal: bool
    is_from_staff: bool
    version: int
    created_at: datetime
    edited_at: datetime | None


def is_from_staff(actor: Actor, ticket: TicketRecord) -> bool:
    """Tell whether `actor` speaks for the desk here: works the ticket and is not the one who asked."""
    return works_on(actor, ticket) and actor.id != ticket.requester_id


async def write_comment(
    work: UnitOfWork, ticket: TicketRecord, *, body: str, is_internal: bool, with_move: bool = False
) -> tuple[TicketRecord, CommentRow]:
    """Write a comment in the actor's name; return the ticket and the comment as they are now.

    `with_move`: it goes with a change of status whose own news quotes it. The first public reply of the desk stops
    the response clock (domain.md, SLA), each one begins the next update clock. Raises Forbidden (403) for a note by
    somebody who does not work the ticket.
    """
    if is_internal:
        require_working(work.actor, ticket)
    from_staff = is_internal or is_from_staff(work.actor, ticket)
    answered = await _response(work, ticket) if from_staff and not is_internal else {}
    ticket = await repository.change(work, ticket, **answered)
    comment = CommentRow(
        id=new_id(),
        ticket_id=ticket.id,
        author_id=work.actor.id,
        author_name=work.actor.name,
        body=body,
        is_internal=is_internal,
        is_from_staff=from_staff,
        version=1,
        created_at=work.now,
        edited_at=None,
    )
    work.stage(Comment, _stored(comment))
    kind = InternalCommentCreated if is_internal else CommentCreatedWithMove if with_move else CommentCreated
    said = "added an internal note to" if is_internal else "commented on"
    work.record(comment_event(work, kind, ticket, comment, f"{work.actor.name} {said} {ticket.number}"))
    return ticket, comment


def comment_event(
    work: UnitOfWork, kind: type[CommentEvent], ticket: TicketRecord, comment: CommentRow, summary: str
) -> CommentEvent:
    """Return the event of `kind` about a comment as it is now."""
    return kind(
        **standing(work, ticket),
        summary=summary,
        comment_id=comment.id,
        author_id=comment.author_id,
        author_name=comment.author_name or work.actor.name,
        is_from_staff=comment.is_from_staff,
        body=comment.body,
        at=work.now,
    )


async def _response(work: UnitOfWork, ticket: TicketRecord) -> dict[str, Any]:
    """Return what an answer of the desk changes in the ticket's row; later ones only begin the next silence."""
    if ticket.first_responded_at is not None:
        await sla.next_response(work, ticket_id=ticket.id)
        return {}
    summary = await sla.first_response(work, ticket_id=ticket.id)
    return {"first_responded_at": work.now} | clock_columns(summary, was_breached=ticket.is_breached)


def _stored(comment: CommentRow) -> dict[str, Any]:
    return {
        "id": comment.id,
        "ticket_id": comment.ticket_id,
        "author_id": comment.author_id,
        "body": comment.body,
        "is_internal": comment.is_internal,
        "is_from_staff": comment.is_from_staff,
        "version": comment.version,
        "created_at": comment.created_at,
        "edited_at": comment.edited_at,
    }
