"""Somebody was deactivated or goes on leave: the managers of their open tickets are told what waits for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.notifications import api as notifications
from itsm.domains.tickets.handovers.queries import leave_stands, offers, responsible
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

OFFER_JOB: Final = "tickets.offer_handover"
HEARS: Final = ("user.deactivated", "leave.changed")
# Who is back tomorrow finds their tickets where they left them; they are listed, but nobody is mailed.
WORTH_A_MAIL: Final = timedelta(hours=24)


async def offer_handover(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Mail the managers once, when the leave begins; leave that was moved or cancelled by then offers nothing."""
    if args["is_replay"]:
        return
    user_id, data = UUID(str(args["subject_id"])), args["data"]
    if args["name"] == "leave.changed":
        starts_at = datetime.fromisoformat(data["starts_at"])
        ends_at = datetime.fromisoformat(data["ends_at"])
        if data["is_cancelled"] or ends_at - starts_at < WORTH_A_MAIL or ends_at <= work.now:
            return
        if starts_at > work.now:
            work.defer(OFFER_JOB, args, run_at=starts_at)
            return
        if not await leave_stands(work.session, UUID(str(data["leave_id"])), starts_at, ends_at):
            return
    await _tell(work, user_id, UUID(str(args["event_id"])))


async def _tell(work: UnitOfWork, user_id: UUID, event_id: UUID) -> None:
    offered = await offers(work.session, work.now, user_id=user_id)
    if not offered:
        return
    offer = offered[0]
    people = await users.get_users(work.session, set(await responsible(work.session, user_id)))
    # `until` is there while they are on leave; a deactivated account has no end.
    context = {"person": offer.name, "count": offer.open_count, "until": offer.until}
    mails = [
        notifications.Mail(
            recipient_id=card.id,
            address=card.email,
            name=card.name,
            template="handover_offer",
            context=context,
            locale=card.locale,
            timezone=card.timezone,
        )
        for card in people.values()
        if card.is_active and card.id != user_id
    ]
    await notifications.deliver_all(work, event_id, mails)
