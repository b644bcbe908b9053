"""Use cases: attach a file to a ticket, take it off again, say who may fetch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import update

from itsm.domains.files import api as files
from itsm.domains.settings import api as settings
from itsm.domains.tickets import repository
from itsm.domains.tickets.attachments.events import (
    AttachmentAdded,
    AttachmentEvent,
    AttachmentRemoved,
    InternalAttachmentAdded,
    InternalAttachmentRemoved,
)
from itsm.domains.tickets.attachments.models import Attachment
from itsm.domains.tickets.attachments.queries import (
    AttachmentRow,
    attachment_of,
    bytes_on,
    has_file,
    places_of_file,
)
from itsm.domains.tickets.comments.queries import comment_of
from itsm.domains.tickets.policies import require_working, works_on
from itsm.domains.tickets.service.common import lock_ticket, standing
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Invalid, NotFound, TooLarge
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

OWNER: Final = "ticket"
"""What files on tickets say they belong to."""


def unknown_attachment() -> NotFound:
    """Return the answer for an attachment that does not exist or may not be seen: the same bytes for both."""
    return NotFound("There is no such attachment.", code="attachment_not_found")


async def check_may_upload(actor: Actor, reference: str, more_bytes: int = 1) -> tuple[UUID, files.UploadLimits]:
    """Return the ticket's id and the limits of an upload to it, before a byte of it is read.

    Raises NotFound (404), TooLarge (413) where the ticket has no room for `more_bytes`. The connection is given back
    at once: an upload over a slow line must not hold one.
    """
    async with get_database().reading() as session:
        ticket = await repository.load_visible(session, actor, reference)
        await _check_room(session, ticket.id, more_bytes)
        return ticket.id, await files.upload_limits(session)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where on the ticket a file goes."""

    comment_id: UUID | None
    is_internal: bool


async def attach_file(work: UnitOfWork, reference: str, kept: files.KeptFile, place: Placement) -> AttachmentRow:
    """Attach a kept file to a ticket. The ticket's lock keeps two uploads from passing its limit together.

    Raises NotFound (404), Forbidden (403) for an internal file by somebody who does not work the ticket, Invalid (422)
    for a comment that is not the actor's own, TooLarge (413) where the ticket's files would be too many bytes.
    """
    ticket = await lock_ticket(work, reference)
    is_internal = await _placed(work, ticket, place)
    if is_internal:
        require_working(work.actor, ticket)
    await _check_room(work.session, ticket.id, kept.size_bytes)
    card = files.register_file(work, kept, owner_type=OWNER, owner_id=ticket.id)
    row = AttachmentRow(
        id=new_id(),
        ticket_id=ticket.id,
        file_id=card.id,
        comment_id=place.comment_id,
        is_internal=is_internal,
        uploaded_by_id=work.actor.id,
        uploaded_by_name=work.actor.name,
        created_at=work.now,
        filename=card.name,
        content_type=card.media_type,
        size_bytes=card.size_bytes,
        scan_state=card.scan_state,
    )
    _stage(work, row)
    ticket = await repository.change(work, ticket)
    kind = InternalAttachmentAdded if is_internal else AttachmentAdded
    work.record(_event(work, kind, ticket, row, f"{work.actor.name} attached {row.filename}"))
    return row


async def remove_attachment(work: UnitOfWork, reference: str, attachment_id: UUID) -> None:
    """Take a file off a ticket; its bytes stay for the retention rules.

    Raises NotFound (404), Forbidden (403) for somebody who neither sent it nor works the ticket.
    """
    ticket = await lock_ticket(work, reference)
    row = await attachment_of(work.session, ticket.id, attachment_id, with_internal=works_on(work.actor, ticket))
    if row is None:
        raise unknown_attachment()
    if row.uploaded_by_id is None or row.uploaded_by_id != work.actor.id:
        require_working(work.actor, ticket)
    await work.session.execute(
        update(Attachment)
        .where(Attachment.id == row.id)
        .values(deleted_at=work.now, deleted_by_id=work.actor.id)
        .execution_options(synchronize_session=False)
    )
    ticket = await repository.change(work, ticket)
    kind = InternalAttachmentRemoved if row.is_internal else AttachmentRemoved
    work.record(_event(work, kind, ticket, row, f"{work.actor.name} removed {row.filename}"))


def judged_event(
    work: UnitOfWork, kind: type[AttachmentEvent], ticket: TicketRecord, row: AttachmentRow
) -> AttachmentEvent:
    """Return the news that something was decided about a file of a ticket; the ticket itself does not change."""
    return _event(work, kind, ticket, row, f"{row.filename}: {row.scan_state}")


async def may_fetch(session: AsyncSession, actor: Actor, ticket_id: UUID, file_id: UUID) -> bool:
    """Tell whether `actor` may fetch this file of this ticket now; the files room asks at every download."""
    for place in await places_of_file(session, ticket_id):
        try:
            ticket = await repository.load_visible(session, actor, place)
        except NotFound:
            continue
        if await has_file(session, ticket.id, file_id, with_internal=works_on(actor, ticket)):
            return True
    return False


async def _placed(work: UnitOfWork, ticket: TicketRecord, place: Placement) -> bool:
    """Return whether the file will be internal. Files join only comments that the actor wrote (S04)."""
    if place.comment_id is None:
        return place.is_internal
    comment = await comment_of(work.session, ticket.id, place.comment_id, with_internal=works_on(work.actor, ticket))
    if comment is None or comment.author_id is None or comment.author_id != work.actor.id:
        raise Invalid.field("comment_id", "Choose a comment of your own on this ticket.", "unknown_reference")
    return comment.is_internal


async def _check_room(session: AsyncSession, ticket_id: UUID, more_bytes: int) -> None:
    megabytes = await settings.setting(session, "ticket_attachments_max_mb")
    limit = megabytes * files.MEGABYTE
    if await bytes_on(session, ticket_id) + more_bytes > limit:
        raise TooLarge(
            f"All files of a ticket together may be at most {megabytes} MB.",
            code="ticket_files_too_large",
            limit_bytes=limit,
        )


def _stage(work: UnitOfWork, row: AttachmentRow) -> None:
    work.stage(
        Attachment,
        {
            "id": row.id,
            "ticket_id": row.ticket_id,
            "file_id": row.file_id,
            "comment_id": row.comment_id,
            "is_internal": row.is_internal,
            "uploaded_by_id": row.uploaded_by_id,
            "created_at": row.created_at,
        },
    )


def _event(
    work: UnitOfWork, kind: type[AttachmentEvent], ticket: TicketRecord, row: AttachmentRow, summary: str
) -> AttachmentEvent:
    return kind(
        **standing(work, ticket),
        summary=summary,
        attachment_id=row.id,
        file_name=row.filename,
        size_bytes=row.size_bytes,
        content_type=row.content_type,
        comment_id=row.comment_id,
    )
