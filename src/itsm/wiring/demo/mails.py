"""Mailboxes of the demonstration that take no mail: one that was closed, and lists that nobody should write to.

Whose mailbox is closed is told one thing more, which the outbox then shows as not sent.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from itsm.domains.notifications.enums import Cause
from itsm.domains.notifications.service import deliver_all
from itsm.domains.notifications.suppression.service import Suppression, add_suppression, suppress
from itsm.domains.tickets.subscribers.notices import HEARS, mails_for, news_of
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.db.tables import EventRow
from itsm.platform.work import open_work
from itsm.wiring.demo.bells import args_of
from itsm.wiring.demo.people import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from itsm.platform.actor import Actor

_CLOSED: Final = "user4.us"
_SAID: Final = "550 5.1.1 The email account that you tried to reach does not exist"
_LOOKED_AT: Final = 400
_BY_HAND: Final = (
    ("all-manila@madison88.example", "A list of everybody: the desk writes to people, never to all of them."),
    ("scanner.floor2@madison88.example", "A device; its answers opened tickets."),
)


async def add_suppressions(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID], now: datetime) -> None:
    """Suppress some addresses, one of them somebody's who is then told something."""
    for address, reason in _BY_HAND:
        async with open_work(actors[ids["admin"]], now=now - timedelta(days=20)) as work:
            await add_suppression(work, address, reason)
    closed = next(person for person in EVERYBODY if person.login == _CLOSED)
    async with open_work(system_actor("Demonstration"), now=now - timedelta(days=3)) as work:
        await suppress(work, Suppression(address=closed.email, cause=Cause.BOUNCED, detail=_SAID))
    await _tell(ids[_CLOSED])


async def _tell(person: UUID) -> None:
    """Write somebody the latest of what the desk would have told them."""
    latest = select(EventRow).where(EventRow.name.in_(HEARS)).order_by(EventRow.at.desc()).limit(_LOOKED_AT)
    async with get_database().reading() as session:
        events = list(await session.scalars(latest))
    for event in events:
        async with open_work(system_actor("Demonstration")) as work:
            news = await news_of(work, args_of(event))
            mails = [mail for mail in mails_for(news) if mail.recipient_id == person] if news else []
            if mails and await deliver_all(work, event.id, mails):
                return
