"""Mails about changes: its people are told when the window of a change is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.changes.events import ChangeScheduled
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

SCHEDULED_JOB: Final = "changes.mail_scheduled"


async def mail_scheduled(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a change whose window is fixed: tell requester and implementer, but not whoever did it."""
    data = args["data"]
    if args["is_replay"]:
        return
    people = await users.get_users(work.session, {UUID(str(person)) for person in data["people"]})
    mails = [
        notifications.Mail(
            recipient_id=card.id,
            address=card.email,
            name=card.name,
            template="change_scheduled",
            context={
                "subject_number": data["number"],
                "title": data["title"],
                "path": f"/changes/{data['number']}",
                "from_at": data["starts_at"],
                "until": data["ends_at"],
            },
            locale=card.locale,
            timezone=card.timezone,
            thread_key=f"change.{args['subject_id']}",
        )
        for card in people.values()
        if card.is_active and str(card.id) != str(args["actor_id"])
    ]
    await notifications.deliver_all(work, UUID(str(args["event_id"])), mails)


SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {ChangeScheduled.name: (SCHEDULED_JOB,)}
