"""Weekly hours between storage, interface and engine."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from itsm.domains.presence.engine import Shift
from itsm.domains.presence.enums import Weekday

_MINUTES_PER_HOUR = 60


def minute_of(clock: str) -> int:
    """Return minutes since midnight of `HH:MM`."""
    hours, minutes = clock.split(":")
    return int(hours) * _MINUTES_PER_HOUR + int(minutes)


def shift_from(timezone: str, week: dict[str, Any], since: datetime | None = None) -> Shift:
    """Return the engine's shift; raise ValueError for hours that are no hours."""
    days = (week.get(day.value, ()) for day in Weekday)
    return Shift(
        ZoneInfo(timezone),
        tuple(tuple((minute_of(hours["start"]), minute_of(hours["end"])) for hours in day) for day in days),
        since,
    )
