"""What a scan of a file means for its ticket: open screens hear; sender and administrators of held files are mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.files.events import FileCleared, FileDeleted, FileQuarantined, FileReleased
from itsm.domains.notifications import api as notifications
from itsm.domains.tickets import repository
from itsm.domains.tickets.attachments.events import AttachmentJudged, InternalAttachmentJudged
from itsm.domains.tickets.attachments.queries import attachment_with_file
from itsm.domains.tickets.attachments.service import OWNER, judged_event
from itsm.domains.users import api as users
from itsm.platform.actor import Role
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.domains.users.api import UserCard
    from itsm.platform.work import UnitOfWork

HEARS: Final = (FileCleared.name, FileQuarantined.name, FileReleased.name, FileDeleted.name)


async def tell_of_scan(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on what is decided about a file. Hearing it twice mails nobody twice."""
    data = args["data"]
    if data["parent_type"] != OWNER:
        return
    try:
        ticket = await repository.load_visible(work.session, work.actor, UUID(str(data["parent_id"])))
    except NotFound:
        return
    row = await attachment_with_file(work.session, ticket.id, UUID(str(args["subject_id"])))
    if row is None:
        return
    work.record(judged_event(work, InternalAttachmentJudged if row.is_internal else AttachmentJudged, ticket, row))
    if args["name"] == FileQuarantined.name and not args["is_replay"]:
        mails = [_mail(ticket, data, person) for person in await _told(work, data["uploaded_by"])]
        await notifications.deliver_all(work, UUID(str(args["event_id"])), mails)


async def _told(work: UnitOfWork, uploaded_by: object) -> list[UserCard]:
    ids = set(await users.active_ids_with_role(work.session, Role.SYSTEM_ADMIN))
    if uploaded_by is not None:
        ids.add(UUID(str(uploaded_by)))
    cards = await users.get_users(work.session, ids)
    return [card for card in cards.values() if card.is_active]


def _mail(ticket: TicketRecord, data: dict[str, Any], person: UserCard) -> notifications.Mail:
    is_admin = person.role is Role.SYSTEM_ADMIN
    return notifications.Mail(
        recipient_id=person.id,
        address=person.email,
        name=person.name,
        template="file_held",
        context={
            "audience": "requester" if person.role is Role.END_USER else "staff",
            "number": ticket.number,
            "title": ticket.title,
            "file_name": data["file_name"],
            "detail": data["detail"],
            "is_infected": int(data["scan_state"] == "infected"),
            "is_admin": int(is_admin),
        },
        locale=person.locale,
        timezone=person.timezone,
        thread_key=f"ticket.{ticket.id}",
    )
