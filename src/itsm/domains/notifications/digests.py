"""Mails that wait to go out together: one mail for each reader whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import mail_room
from itsm.domains.notifications.sending import may_still_read
from itsm.domains.notifications.service import Mail, deliver_all, queue_sending
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

READERS: Final = 100
"""So many readers are served in one turn."""
MOST_LINES: Final = 40
_MOST_MAILS: Final = 500


async def send_digests(work: UnitOfWork) -> int:
    """Send the digests that are due; return for how many readers. More than `READERS` wait for the next turn."""
    due = (
        select(Delivery.recipient_id)
        .where(Delivery.state == DeliveryState.HELD, Delivery.send_after <= work.now)
        .distinct()
        .limit(READERS)
    )
    readers = list(await work.session.scalars(due))
    for reader in readers:
        await _send_one(work, reader)
    return len(readers)


async def _send_one(work: UnitOfWork, reader: UUID) -> None:
    """Gather what waits for one reader; what they may no longer see is left out of it."""
    waiting = (
        select(Delivery)
        .where(Delivery.recipient_id == reader, Delivery.state == DeliveryState.HELD, Delivery.send_after <= work.now)
        .order_by(Delivery.id)
        .limit(_MOST_MAILS)
        .with_for_update(skip_locked=True)
    )
    mails: list[Delivery] = []
    for delivery in await work.session.scalars(waiting):
        if await may_still_read(work.session, delivery, mail_room()):
            mails.append(delivery)
        else:
            delivery.state = DeliveryState.WITHHELD
    if len(mails) == 1:
        mails[0].state = DeliveryState.QUEUED
        queue_sending(work, mails[0].id, reader, mails[0].thread_key)
    elif mails:
        await _merge(work, mails)


async def _merge(work: UnitOfWork, mails: Sequence[Delivery]) -> None:
    last = mails[-1]
    digest = Mail(
        recipient_id=last.recipient_id,
        address=last.address,
        name=last.recipient_name,
        template="digest",
        context={"count": len(mails), "lines": _lines([mail.subject for mail in mails])},
        locale=last.locale,
    )
    await deliver_all(work, new_id(), [digest])
    for mail in mails:
        mail.state, mail.sent_at = DeliveryState.MERGED, work.now


def _lines(subjects: Sequence[str]) -> str:
    """Return one line each, the latest last; of very many only the latest."""
    left = len(subjects) - MOST_LINES
    return "\n".join(([f"… {left}"] if left > 0 else []) + [f"• {subject}" for subject in subjects[-MOST_LINES:]])
