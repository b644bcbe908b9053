"""What the mail service tells of mails that left: undelivered ones fail, and addresses are suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from itsm.domains.notifications.enums import Cause, DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.suppression.service import Suppression, suppress
from itsm.platform.ids import try_uuid
from itsm.platform.mail.events import MailNews, News

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm.platform.work import UnitOfWork

_CAUSES: Final = {
    News.BOUNCED: Cause.BOUNCED,
    News.COMPLAINED: Cause.COMPLAINED,
    News.UNSUBSCRIBED: Cause.UNSUBSCRIBED,
}


async def take_returns(work: UnitOfWork, told: Sequence[MailNews]) -> None:
    """Do what each piece of news means. Said twice, it means nothing more."""
    for one in told:
        delivery = await _delivery(work, one)
        if delivery is not None and one.undelivered and delivery.state is DeliveryState.SENT:
            delivery.state, delivery.last_error = DeliveryState.FAILED, one.reason or "It came back."
        cause = _CAUSES.get(one.news)
        if cause is None:
            continue
        await suppress(
            work,
            Suppression(
                address=one.address,
                cause=cause,
                detail=one.reason,
                delivery_id=delivery.id if delivery is not None else None,
                said_at=one.at,
            ),
        )


async def _delivery(work: UnitOfWork, one: MailNews) -> Delivery | None:
    """Return the mail that the news are of; our message ids begin with the delivery's id."""
    wanted = try_uuid((one.message_id or "").removeprefix("<").partition("@")[0])
    found = await work.session.get(Delivery, wanted, with_for_update=True) if wanted is not None else None
    return found if found is not None and found.message_id == one.message_id else None
