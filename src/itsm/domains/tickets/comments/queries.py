"""Reading comments: the conversation of a ticket as one actor may read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_

from itsm.domains.tickets.comments.models import Comment, CommentRevision
from itsm.domains.tickets.comments.writing import CommentRow
from itsm.domains.tickets.queries.family import of_family
from itsm.domains.users.models import User
from itsm.platform.errors import Invalid
from itsm.platform.http.paging import PageParams, decode_cursor, encode_cursor
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

REVISIONS_MAX = 200

# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
_COLUMNS = select(
    Comment.id,
    Comment.ticket_id,
    Comment.author_id,
    User.name.label("author_name"),
    Comment.body,
    Comment.is_internal,
    Comment.is_from_staff,
    Comment.version,
    Comment.created_at,
    Comment.edited_at,
).outerjoin(User, User.id == Comment.author_id)


# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
async def comments_of(
    session: AsyncSession, ticket_id: UUID, page: PageParams, *, with_internal: bool
) -> tuple[list[CommentRow], str | None, int | None]:
    """Return one page, the oldest first, its next cursor, and on the first page how many there are."""
    where = _readable(ticket_id, with_internal=with_internal)
    query = _COLUMNS.where(*where).order_by(Comment.created_at, Comment.id).limit(page.limit + 1)
    found = await session.execute(_after(query, page.cursor))
    rows = [_row(row) for row in found]
    has_more, rows = len(rows) > page.limit, rows[: page.limit]
    total = None
    if page.cursor is None:
        total = len(rows)
        if has_more:
            total = await session.scalar(select(func.count()).select_from(Comment).where(*where))
    cursor = encode_cursor(rows[-1].created_at.isoformat(), rows[-1].id) if has_more else None
    return rows, cursor, total


async def comment_of(
    session: AsyncSession, ticket_id: UUID, comment_id: UUID, *, with_internal: bool
) -> CommentRow | None:
    """Return one comment of this ticket, or None where there is none that may be read."""
    where = _readable(ticket_id, with_internal=with_internal)
    row = (await session.execute(_COLUMNS.where(*where, Comment.id == comment_id))).first()
    return _row(row) if row else None


async def revisions_of(session: AsyncSession, comment_id: UUID) -> list[CommentRevision]:
    """Return the earlier texts of a comment, the latest first."""
    rows = await session.scalars(
        select(CommentRevision)
        .where(CommentRevision.comment_id == comment_id)
        .order_by(CommentRevision.version.desc())
        .limit(REVISIONS_MAX)
    )
    return list(rows)


def _readable(ticket_id: UUID, *, with_internal: bool) -> list[ColumnElement[bool]]:
    """Return the condition every reader of comments shares; notes are left out unless asked for.

    What was said on tickets merged into this one is part of its conversation.
    """
    where: list[ColumnElement[bool]] = [of_family(Comment.ticket_id, ticket_id, for_staff=with_internal)]
    if not with_internal:
        where.append(Comment.is_internal.is_(False))
    return where


def _after(query: Select[*tuple[Any, ...]], cursor: str | None) -> Select[*tuple[Any, ...]]:
    values = decode_cursor(cursor, str, str)
    if values is None:
        return query
    comment_id = try_uuid(values[1] or "")
    try:
        at = datetime.fromisoformat(values[0] or "")
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or comment_id is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return query.where(tuple_(Comment.created_at, Comment.id) > tuple_(at, comment_id))


def _row(row: Row[*tuple[Any, ...]]) -> CommentRow:
    return CommentRow(**row._mapping)  # noqa: SLF001 - the documented way to the columns of a row by name
