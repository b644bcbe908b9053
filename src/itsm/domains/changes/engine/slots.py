"""Windows in which nothing is in the way. Pure; instants are UTC, hours are those of a named zone's clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

GRID: Final = timedelta(minutes=15)
"""Windows begin on the quarter hour; every zone's offset is a multiple of it."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When windows may lie: from one wall time to another, over midnight where the second is not later; on weekdays.

    `weekdays` (Monday is 0) are those on which a stretch begins.
    """

    zone: ZoneInfo
    opens: time
    closes: time
    weekdays: frozenset[int]


def spans(hours: Hours, earliest: datetime, latest: datetime) -> Iterator[Span]:
    """Yield the stretches that lie in the hours, cut to what is between `earliest` and `latest`."""
    day = (earliest.astimezone(hours.zone) - timedelta(days=1)).date()
    while True:
        start, end = _stretch(hours, day)
        if start >= latest:
            return
        if day.weekday() in hours.weekdays and end > earliest:
            yield max(start, earliest), min(end, latest)
        day += timedelta(days=1)


def free_slots(duration: timedelta, where: Iterable[Span], busy: Iterable[Span], *, count: int) -> tuple[Span, ...]:
    """Return the first windows of this length within `where` that touch nothing busy, and do not overlap each other."""
    taken = sorted(busy)
    found: list[Span] = []
    for start, end in where:
        at = _on_grid(start)
        while at + duration <= end:
            if len(found) == count:
                return tuple(found)
            hit = _blocked_until(taken, at, at + duration)
            if hit is None:
                found.append((at, at + duration))
                at = _on_grid(at + duration)
            else:
                at = _on_grid(hit)
    return tuple(found[:count])


def _blocked_until(taken: Sequence[Span], start: datetime, end: datetime) -> datetime | None:
    """Return when the last of what overlaps ends; None where nothing does."""
    return max((until for since, until in taken if since < end and until > start), default=None)


def _stretch(hours: Hours, day: date) -> Span:
    """Return the hours of one day as instants; they end on the next day where they close no later than they open."""
    last = day if hours.closes > hours.opens else day + timedelta(days=1)
    start = datetime.combine(day, hours.opens, hours.zone).astimezone(UTC)
    return start, datetime.combine(last, hours.closes, hours.zone).astimezone(UTC)


def _on_grid(moment: datetime) -> datetime:
    """Return the first quarter hour at or after a moment."""
    past = (moment - _EPOCH) % GRID
    return moment if not past else moment + GRID - past
