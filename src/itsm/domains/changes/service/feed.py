"""Use cases: a calendar address of one's own, and what other programs read there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.errors import DeadFeed
from itsm.domains.changes.events import FeedChanged
from itsm.domains.changes.feeds import drop_feed, read_feed, renew_feed
from itsm.domains.changes.icalendar import calendar_of
from itsm.domains.changes.queries.bookings import freezes_near
from itsm.domains.changes.queries.calendar import MOST_SHOWN, Stretch, changes_between
from itsm.domains.identity import api as identity
from itsm.platform.errors import Unauthorized

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.changes.models import ChangeFeed
    from itsm.platform.work import UnitOfWork

PAST, AHEAD = timedelta(days=60), timedelta(days=180)
_GONE: Final = "This calendar does not work any more."


async def give_address(work: UnitOfWork) -> ChangeFeed:
    """Give the actor a calendar address; the one they had is dead. Raises Forbidden (403)."""
    work.actor.require(WRITE)
    if work.actor.id is None:
        raise Unauthorized
    feed = await renew_feed(work, work.actor.id)
    work.record(FeedChanged(subject_id=work.actor.id, summary="New address of the calendar of changes"))
    return feed


async def withdraw_address(work: UnitOfWork) -> None:
    """Withdraw the actor's address, if there is one. Raises Forbidden (403)."""
    work.actor.require(WRITE)
    if work.actor.id is not None and await drop_feed(work, work.actor.id):
        work.record(FeedChanged(subject_id=work.actor.id, summary="Address of the calendar of changes withdrawn"))


async def read_calendar(session: AsyncSession, token: str, now: datetime) -> bytes:
    """Return two months back and half a year ahead, as the owner of the address may see it now; raise DeadFeed (404).

    Whoever left, or may not see changes any more, reads nothing.
    """
    feed = await read_feed(session, token)
    reader = await identity.reader_of(session, feed.user_id)
    if reader is None or not reader.can(WRITE):
        raise DeadFeed(_GONE)
    since, until = now - PAST, now + AHEAD
    rows = await changes_between(session, reader, Stretch(starts_at=since, ends_at=until))
    return calendar_of(rows[:MOST_SHOWN], await freezes_near(session, since, until), now)
