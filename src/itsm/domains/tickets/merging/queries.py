"""Merges with both their tickets, and what would move with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import aliased

from itsm.domains.tickets.attachments.models import Attachment
from itsm.domains.tickets.comments.models import Comment
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.merging.models import TicketMerge
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.visibility import reach_of
from itsm.domains.tickets.watchers.models import Watcher
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

LIST_MAX: Final = 100


# sees all: merges of a ticket that the caller loaded by the rule; of the other end no more than its number
async def merges_of(session: AsyncSession, actor: Actor, ticket_id: UUID, *, only: UUID | None = None) -> Sequence[Any]:
    """Return merges with both tickets, whether each is seen, who asked for each and who did it, the latest first.

    `only`: that one alone.
    """
    source, target = aliased(Ticket), aliased(Ticket)
    asked_source, asked_target = aliased(User), aliased(User)
    query = (
        select(
            TicketMerge,
            source,
            target,
            _seen(actor, source).label("sees_source"),
            _seen(actor, target).label("sees_target"),
            asked_source.name.label("asked_source"),
            asked_target.name.label("asked_target"),
            User.name.label("merged_by"),
        )
        .join(source, source.id == TicketMerge.source_id)
        .join(target, target.id == TicketMerge.target_id)
        .join(asked_source, asked_source.id == source.requester_id)
        .join(asked_target, asked_target.id == target.requester_id)
        .outerjoin(User, User.id == TicketMerge.merged_by_id)
        .where(or_(TicketMerge.source_id == ticket_id, TicketMerge.target_id == ticket_id))
        .order_by(TicketMerge.id.desc())
        .limit(LIST_MAX)
    )
    return (await session.execute(query if only is None else query.where(TicketMerge.id == only))).all()


# sees all: of two tickets that the caller loaded by the rule and works
async def count_moving(session: AsyncSession, source_id: UUID, target_id: UUID) -> dict[str, int]:
    """Return how many comments, notes, files, watchers and links of the source would be read in the target."""
    mine = Comment.ticket_id == source_id
    follows = select(Watcher.user_id).where(Watcher.ticket_id == target_id)
    counts = {
        "comments": select(func.count()).select_from(Comment).where(mine, Comment.is_internal.is_(False)),
        "notes": select(func.count()).select_from(Comment).where(mine, Comment.is_internal),
        "attachments": select(func.count())
        .select_from(Attachment)
        .where(Attachment.ticket_id == source_id, Attachment.deleted_at.is_(None)),
        "watchers": select(func.count())
        .select_from(Watcher)
        .where(Watcher.ticket_id == source_id, Watcher.user_id.not_in(follows)),
        "links": select(func.count()).select_from(TicketLink).where(*_links(source_id, target_id)),
    }
    row = (await session.execute(select(*(part.scalar_subquery().label(name) for name, part in counts.items())))).one()
    return dict(row._mapping)  # noqa: SLF001 - the documented way to the columns of a row by name


async def links_to_copy(session: AsyncSession, source_id: UUID, target_id: UUID) -> Sequence[TicketLink]:
    """Return the links of the source to third tickets."""
    query = select(TicketLink).where(*_links(source_id, target_id)).order_by(TicketLink.id).limit(LIST_MAX)
    return (await session.scalars(query)).all()


# sees all: of tickets that the caller loaded by the rule; only whether there is one
async def is_written_since(session: AsyncSession, ticket_ids: Sequence[UUID], moment: datetime) -> bool:
    """Tell whether somebody has written on one of these tickets after `moment`."""
    found = await session.scalar(
        select(Comment.id).where(Comment.ticket_id.in_(ticket_ids), Comment.created_at > moment).limit(1)
    )
    return found is not None


def _links(source_id: UUID, target_id: UUID) -> tuple[ColumnElement[bool], ...]:
    third = (TicketLink.source_id != target_id) & (TicketLink.target_id != target_id)
    return or_(TicketLink.source_id == source_id, TicketLink.target_id == source_id), third


def _seen(actor: Actor, ticket: Any) -> ColumnElement[bool]:
    """Return the one rule, on a table under another name."""
    reach = reach_of(actor)
    if reach.sees_all:
        return true()
    return or_(*(getattr(ticket, column).in_(values) for column, values in reach.matches))
