"""Gives the people visitors sign in as what they would have been told of these last days.

The past was played without telling anybody. What happened lately is told now, by the rules that always hold, in the
bell only; what is older than thirty hours they have put away already.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from itsm.domains.notifications.bell.models import Notice
from itsm.domains.notifications.bell.service import tell
from itsm.domains.notifications.service import news_for_bell
from itsm.domains.tickets.subscribers.notices import HEARS, mails_for, news_of
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.db.tables import EventRow
from itsm.platform.work import open_work

TOLD = timedelta(hours=72)
OPEN = timedelta(hours=30)


async def fill_bells(people: Collection[UUID], now: datetime) -> None:
    """Tell `people` what happened in the time before `now`, each thing at the time it happened."""
    recent = select(EventRow).where(EventRow.name.in_(HEARS), EventRow.at > now - TOLD).order_by(EventRow.at)
    async with get_database().reading() as session:
        events = list(await session.scalars(recent))
    for event in events:
        async with open_work(system_actor("Demonstration"), now=event.at) as work:
            news = await news_of(work, args_of(event))
            told = [mail for mail in mails_for(news) if mail.recipient_id in people] if news else []
            await tell(work, event.id, [one for mail in told if (one := news_for_bell(mail))])
    async with open_work(system_actor("Demonstration")) as work:
        old = update(Notice).where(Notice.created_at < now - OPEN, Notice.done_at.is_(None))
        await work.session.execute(old.values(done_at=now - OPEN))


def args_of(event: EventRow) -> dict[str, Any]:
    """Return what subscribers of an event are called with."""
    return {"name": event.name, "subject_id": event.subject_id, "actor_id": event.actor_id, "data": event.data}
