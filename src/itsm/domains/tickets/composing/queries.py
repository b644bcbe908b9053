"""Reading drafts and held replies: always only one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import and_, select

from itsm.domains.tickets.comments.models import Comment
from itsm.domains.tickets.composing.enums import HeldState
from itsm.domains.tickets.composing.models import Draft, HeldReply
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.visibility import visible

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_DRAFTS: Final = 100


async def drafts_of(session: AsyncSession, user_id: UUID | None, ticket_id: UUID) -> Sequence[Draft]:
    """Return what somebody is writing on a ticket."""
    query = select(Draft).where(Draft.user_id == user_id, Draft.ticket_id == ticket_id).order_by(Draft.channel)
    return (await session.scalars(query)).all()


async def own_drafts(session: AsyncSession, actor: Actor) -> Sequence[Any]:
    """Return (draft, number, title) of everything the actor is writing; number and title of what they see."""
    query = (
        select(Draft, Ticket.number, Ticket.title)
        .outerjoin(Ticket, and_(Ticket.id == Draft.ticket_id, visible(actor)))
        .where(Draft.user_id == actor.id)
        .order_by(Draft.updated_at.desc(), Draft.ticket_id)
        .limit(MOST_DRAFTS)
    )
    return (await session.execute(query)).all()


async def held_of(session: AsyncSession, user_id: UUID | None, ticket_id: UUID) -> Sequence[HeldReply]:
    """Return somebody's replies on a ticket that wait to be sent, the oldest first."""
    query = (
        select(HeldReply)
        .where(
            HeldReply.author_id == user_id,
            HeldReply.ticket_id == ticket_id,
            HeldReply.state == HeldState.HELD.value,
        )
        .order_by(HeldReply.id)
    )
    return (await session.scalars(query)).all()


# sees all: of a ticket that the caller loaded by the rule; public comments only
async def newer_than(
    session: AsyncSession, ticket_id: UUID, seen_until: datetime, writer_id: UUID | None
) -> list[UUID]:
    """Return the public comments of others on a ticket that are newer than what the writer has seen."""
    query = (
        select(Comment.id)
        .where(
            Comment.ticket_id == ticket_id,
            Comment.created_at > seen_until,
            Comment.is_internal.is_(False),
            Comment.author_id.is_distinct_from(writer_id),
        )
        .order_by(Comment.created_at, Comment.id)
        .limit(20)
    )
    return list(await session.scalars(query))
