"""While a log is replayed it, not the present, drives its tickets: their clocks are held so long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, update

from itsm.domains.sla.models import SlaClock
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from itsm.platform.work import UnitOfWork

# A replay that says nothing more of a ticket for so long died, and has left it to the present.
HOLD: Final = timedelta(hours=4)


def held_until(work: UnitOfWork) -> datetime | None:
    """Return until when the present leaves a clock alone; None unless a replay drives it."""
    return utc_now() + HOLD if work.is_replay else None


def is_held(ticket_id: InstrumentedAttribute[UUID], now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a replay still drives a ticket, for queries over tickets."""
    return exists().where(SlaClock.ticket_id == ticket_id, SlaClock.held_until > now)


async def release_held(work: UnitOfWork) -> int:
    """Hand every clock that a replay drove to the present; return how many were held.

    Called at the end of a replay. The sweep that plans their timers is deferred with this commit.
    """
    held = update(SlaClock).where(SlaClock.held_until.is_not(None)).values(held_until=None)
    released = await work.session.execute(held.returning(SlaClock.id))
    work.defer("sla.sweep", {}, dedupe_key="sla.sweep:released")
    return len(released.all())
