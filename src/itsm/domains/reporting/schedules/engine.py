"""When a report is due next. Pure: no database, no clock of its own."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from itsm.domains.reporting.schedules.enums import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often, and at which hour of which zone (IANA name).

    `weekday` (1 Monday to 7 Sunday) is for weekly reports, `day` (1 to 31) for monthly ones; a month that has no such
    day has its last instead.
    """

    frequency: Frequency
    hour: int
    zone: str
    weekday: int = 1
    day: int = 1


def next_due(rhythm: Rhythm, after: datetime) -> datetime:
    """Return the first moment (UTC) after `after` at which a report is due.

    An hour that the clocks leave out is the one they jump to; one that comes twice counts the first time.
    """
    zone = ZoneInfo(rhythm.zone)
    for day in _days(rhythm, after.astimezone(zone).date()):
        due = datetime.combine(day, time(rhythm.hour), zone).astimezone(UTC)
        if due > after:
            return due
    raise AssertionError("days go on for ever")


def _days(rhythm: Rhythm, day: date) -> Iterator[date]:
    """Give the days on which a report is due, from `day` on."""
    while True:
        if rhythm.frequency is Frequency.MONTHLY:
            last = calendar.monthrange(day.year, day.month)[1]
            chosen = day.replace(day=min(rhythm.day, last))
            if chosen >= day:
                yield chosen
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            continue
        if rhythm.frequency is Frequency.DAILY or day.isoweekday() == rhythm.weekday:
            yield day
        day += timedelta(days=1)
