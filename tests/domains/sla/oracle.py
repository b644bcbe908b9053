"""The slow truth: walks every minute and asks the wall clock, sharing no code with the engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from itsm.domains.sla.engine.definitions import CalendarDefinition

MINUTE = 60
GIVE_UP_MINUTES = 60 * 24 * 60


def is_open(definition: CalendarDefinition, instant: int) -> bool:
    """Return whether the wall clock shows working time at an instant."""
    local = datetime.fromtimestamp(instant, definition.zone)
    day = local.date()
    minute = local.hour * 60 + local.minute
    if day in definition.exceptions:
        hours = definition.exceptions[day].hours
    elif day in definition.holidays:
        hours = ()
    else:
        hours = definition.week[local.weekday()]
    return any(one.start_minute <= minute < one.end_minute for one in hours)


def business_seconds(definition: CalendarDefinition, start: int, end: int) -> int:
    """Return the working seconds between two instants, minute by minute."""
    return sum(
        max(0, min(minute + MINUTE, end) - max(minute, start))
        for minute in range(start - start % MINUTE, end, MINUTE)
        if is_open(definition, minute)
    )


def due(definition: CalendarDefinition, start: int, seconds: int) -> int | None:
    """Return the first instant at which that many working seconds have passed; None after 60 days."""
    if seconds == 0:
        return start
    for opens, closes in _open_minutes(definition, start):
        if seconds <= closes - opens:
            return opens + seconds
        seconds -= closes - opens
    return None


def _open_minutes(definition: CalendarDefinition, start: int) -> Iterator[tuple[int, int]]:
    first = start - start % MINUTE
    for minute in range(first, first + GIVE_UP_MINUTES * MINUTE, MINUTE):
        if is_open(definition, minute):
            yield max(minute, start), minute + MINUTE
