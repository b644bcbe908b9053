"""Whole business days on the calendar of a place: for reminders and closings that count days, not hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.locations import calendar_key_of
from itsm.domains.sla.snapshot import SNAPSHOT

# A calendar with fewer working days than this is closed; nothing waits for it longer.
_HORIZON_DAYS: Final = 400


async def after_business_days(
    session: AsyncSession, *, location_key: str | None, start: datetime, days: int
) -> datetime:
    """Return the same wall time `days` business days after `start` on the location's calendar; no query.

    A business day is one with working hours. Without a calendar every day counts.
    """
    config = await SNAPSHOT.get(session)
    calendar = config.by_key.get(await calendar_key_of(session, location_key) or "", config.default)
    if calendar is None:
        return start + timedelta(days=days)
    local = start.astimezone(calendar.hours.zone)
    left = days
    for offset in range(1, _HORIZON_DAYS):
        day = local + timedelta(days=offset)
        left -= bool(calendar.hours.definition.hours_on(day.date()))
        if left == 0:
            return day.astimezone(start.tzinfo)
    return start + timedelta(days=_HORIZON_DAYS)
