"""Reading attachments: those of a ticket that one actor may see. Deleted ones are nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from itsm.domains.files.models import StoredFile
from itsm.domains.tickets.attachments.models import Attachment
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.queries.family import of_family
from itsm.domains.users.models import User
from itsm.platform.http.paging import PageParams, decode_id_cursor, encode_cursor

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """One attachment with its file and who sent it."""

    id: UUID
    ticket_id: UUID
    file_id: UUID
    comment_id: UUID | None
    is_internal: bool
    uploaded_by_id: UUID | None
    uploaded_by_name: str | None
    created_at: datetime
    filename: str
    content_type: str
    size_bytes: int
    scan_state: str


# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
_COLUMNS = (
    select(
        Attachment.id,
        Attachment.ticket_id,
        Attachment.file_id,
        Attachment.comment_id,
        Attachment.is_internal,
        Attachment.uploaded_by_id,
        User.name.label("uploaded_by_name"),
        Attachment.created_at,
        StoredFile.name.label("filename"),
        StoredFile.media_type.label("content_type"),
        StoredFile.size_bytes,
        StoredFile.scan_state,
    )
    .join(StoredFile, StoredFile.id == Attachment.file_id)
    .outerjoin(User, User.id == Attachment.uploaded_by_id)
)


# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
async def attachments_of(
    session: AsyncSession, ticket_id: UUID, page: PageParams, *, with_internal: bool
) -> tuple[list[AttachmentRow], str | None, int | None]:
    """Return one page, the oldest first, its next cursor, and on the first page how many there are."""
    where = _present(ticket_id, with_internal=with_internal)
    query = _COLUMNS.where(*where).order_by(Attachment.id).limit(page.limit + 1)
    if (after := decode_id_cursor(page.cursor)) is not None:
        query = query.where(Attachment.id > after)
    rows = [AttachmentRow(**row._mapping) for row in await session.execute(query)]  # noqa: SLF001 - by column name
    has_more, rows = len(rows) > page.limit, rows[: page.limit]
    total = None
    if page.cursor is None:
        total = len(rows)
        if has_more:
            total = await session.scalar(select(func.count()).select_from(Attachment).where(*where))
    return rows, encode_cursor(rows[-1].id) if has_more else None, total


async def attachment_of(
    session: AsyncSession, ticket_id: UUID, attachment_id: UUID, *, with_internal: bool
) -> AttachmentRow | None:
    """Return one attachment of this ticket, or None where there is none that may be seen."""
    where = _present(ticket_id, with_internal=with_internal)
    row = (await session.execute(_COLUMNS.where(*where, Attachment.id == attachment_id))).first()
    return AttachmentRow(**row._mapping) if row else None  # noqa: SLF001 - by column name


# sees all: of a ticket that the caller loaded by the rule
async def attachment_with_file(session: AsyncSession, ticket_id: UUID, file_id: UUID) -> AttachmentRow | None:
    """Return the attachment of this ticket that is this file, internal or not; None where it was taken off."""
    where = _present(ticket_id, with_internal=True)
    row = (await session.execute(_COLUMNS.where(*where, Attachment.file_id == file_id))).first()
    return AttachmentRow(**row._mapping) if row else None  # noqa: SLF001 - by column name


# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
async def has_file(session: AsyncSession, ticket_id: UUID, file_id: UUID, *, with_internal: bool) -> bool:
    """Tell whether this file is on this ticket for a reader who sees internal ones, or does not."""
    where = _present(ticket_id, with_internal=with_internal)
    found = await session.scalar(select(Attachment.id).where(*where, Attachment.file_id == file_id))
    return found is not None


# sees all: only which tickets there are; each is then asked for by the rule
async def places_of_file(session: AsyncSession, ticket_id: UUID) -> list[UUID]:
    """Return where a file of this ticket is read: there, and on the ticket it was merged into."""
    target = await session.scalar(select(Ticket.merged_into_id).where(Ticket.id == ticket_id))
    return [ticket_id] if target is None else [ticket_id, target]


# sees all: of a ticket that the caller loaded by the rule; `with_internal` says how far
async def bytes_on(session: AsyncSession, ticket_id: UUID) -> int:
    """Return the size of all files of a ticket together, in bytes."""
    total = await session.scalar(
        select(func.coalesce(func.sum(StoredFile.size_bytes), 0))
        .select_from(Attachment)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.ticket_id == ticket_id, Attachment.deleted_at.is_(None))
    )
    return int(total or 0)


def _present(ticket_id: UUID, *, with_internal: bool) -> list[ColumnElement[bool]]:
    """Return the condition every reader of attachments shares; internal ones are left out unless asked for."""
    on_it = of_family(Attachment.ticket_id, ticket_id, for_staff=with_internal)
    where: list[ColumnElement[bool]] = [on_it, Attachment.deleted_at.is_(None)]
    if not with_internal:
        where.append(Attachment.is_internal.is_(False))
    return where
