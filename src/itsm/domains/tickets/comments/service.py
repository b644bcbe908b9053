"""Use cases: say something on a ticket, correct what one said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.tickets import repository
from itsm.domains.tickets.comments.events import CommentEdited, InternalCommentEdited
from itsm.domains.tickets.comments.models import Comment, CommentRevision
from itsm.domains.tickets.comments.queries import comment_of
from itsm.domains.tickets.comments.writing import CommentRow, comment_event, write_comment
from itsm.domains.tickets.engine import rule_of
from itsm.domains.tickets.enums import PendingReason, TicketStatus
from itsm.domains.tickets.mentions.service import note_mentions, require_mentionable
from itsm.domains.tickets.merging.following import pass_on
from itsm.domains.tickets.policies import require_working, works_on
from itsm.domains.tickets.service.common import lock_ticket
from itsm.domains.tickets.service.transition_ticket import Transition, apply_move
from itsm.platform.errors import Forbidden, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork


def unknown_comment() -> NotFound:
    """Return the answer for a comment that does not exist or may not be read: the same bytes for both."""
    return NotFound("There is no such comment.", code="comment_not_found")


async def add_comment(
    work: UnitOfWork, reference: str, *, body: str, is_internal: bool, mention_ids: Sequence[UUID] = ()
) -> CommentRow:
    """Write a comment on a ticket.

    A public comment of the requester on a ticket that waits for them puts it back to work.
    Raises NotFound (404), Forbidden (403) for a note by a requester, Invalid (422) for people it cannot name.
    """
    ticket = await lock_ticket(work, reference)
    if is_internal:
        require_working(work.actor, ticket)
    named = await require_mentionable(work.session, ticket, mention_ids, is_internal=is_internal)
    ticket, comment = await write_comment(work, ticket, body=body, is_internal=is_internal)
    await note_mentions(work, ticket, comment.id, named, is_internal=is_internal)
    if not is_internal:
        await pass_on(work, ticket, comment)
    rule = rule_of(ticket.status, TicketStatus.IN_PROGRESS)
    if rule is not None and _answers_us(work, ticket):
        await apply_move(work, ticket, rule, Transition(to=TicketStatus.IN_PROGRESS))
    return comment


def _answers_us(work: UnitOfWork, ticket: TicketRecord) -> bool:
    """Tell whether the requester speaks while the ticket waits for exactly that."""
    is_waiting = ticket.status is TicketStatus.PENDING and ticket.pending_reason == PendingReason.USER
    return is_waiting and work.actor.id == ticket.requester_id


async def lock_own_comment(work: UnitOfWork, reference: str, comment_id: UUID) -> tuple[TicketRecord, CommentRow]:
    """Return a ticket and a comment of the actor's own, both locked.

    Raises NotFound (404) where it cannot be read, Forbidden (403) where somebody else wrote it.
    """
    ticket = await lock_ticket(work, reference)
    comment = await comment_of(work.session, ticket.id, comment_id, with_internal=works_on(work.actor, ticket))
    if comment is None:
        raise unknown_comment()
    if comment.author_id is None or comment.author_id != work.actor.id:
        raise Forbidden("Only its author corrects a comment.")
    return ticket, comment


# sees all: the comment is the actor's own, found by `lock_own_comment`
async def edit_comment(work: UnitOfWork, ticket: TicketRecord, comment: CommentRow, body: str) -> CommentRow:
    """Replace the text of a comment that `lock_own_comment` returned; the earlier text is kept."""
    if body == comment.body:
        return comment
    work.stage(
        CommentRevision,
        {
            "id": new_id(),
            "comment_id": comment.id,
            "version": comment.version,
            "body": comment.body,
            "written_at": comment.edited_at or comment.created_at,
            "replaced_at": work.now,
        },
    )
    edited = replace(comment, body=body, version=comment.version + 1, edited_at=work.now)
    row = (await work.session.scalars(select(Comment).where(Comment.id == comment.id))).one()
    row.body, row.version, row.edited_at = edited.body, edited.version, edited.edited_at
    ticket = await repository.change(work, ticket)
    kind = InternalCommentEdited if comment.is_internal else CommentEdited
    work.record(comment_event(work, kind, ticket, edited, f"{work.actor.name} corrected a comment on {ticket.number}"))
    return edited
