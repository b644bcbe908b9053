"""Day tables: the working time of one calendar in one UTC year, as sorted segments.

An instant is working time when the local wall clock shows a time inside the day's hours.
So an hour that the wall clock skips in spring is not worked, and an hour it shows twice in
autumn is worked twice. Each stretch of constant UTC offset is a plain shift of local time,
which makes the table exact without looking at single minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.definitions import SECONDS_PER_MINUTE, CalendarDefinition
from itsm.domains.sla.engine.instants import year_start

SECONDS_PER_DAY = 86_400
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
# No zone has changed its offset twice within six hours.
SAMPLE_SECONDS = 6 * 3600


@dataclass(frozen=True, slots=True)
class YearTable:
    """Working segments of a UTC year, end exclusive, with running totals in seconds."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    totals: tuple[int, ...]

    @property
    def total(self) -> int:
        """Working seconds of the whole year."""
        return self.totals[-1] if self.totals else 0

    def worked_until(self, instant: int) -> int:
        """Return working seconds from the start of the year to an instant of that year."""
        index = bisect_right(self.starts, instant) - 1
        if index < 0:
            return 0
        return self.totals[index] - max(self.ends[index] - instant, 0)

    def instant_after(self, seconds: int) -> int:
        """Return the first instant by which that many seconds (1 to total) are worked."""
        index = bisect_left(self.totals, seconds)
        return self.ends[index] - (self.totals[index] - seconds)

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the segments between two instants, cut to them."""
        for index in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            yield max(self.starts[index], start), min(self.ends[index], end)


def build_year(definition: CalendarDefinition, year: int) -> YearTable:
    """Return the table of a UTC year."""
    return _table(_segments(definition, year_start(year), year_start(year + 1)))


def united(tables: Sequence[YearTable]) -> YearTable:
    """Return the table in which an instant counts that counts in any of these, of the same year."""
    return _table(sorted(pair for table in tables for pair in zip(table.starts, table.ends, strict=True)))


def _table(segments: Iterable[tuple[int, int]]) -> YearTable:
    """Return the table of segments ordered by their start; what touches or overlaps is joined."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in segments:
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    lengths = (end - start for start, end in zip(starts, ends, strict=True))
    return YearTable(tuple(starts), tuple(ends), tuple(accumulate(lengths)))


def _segments(definition: CalendarDefinition, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield working segments between two instants in order, neighbours not yet joined."""
    for start, end, offset in offset_pieces(definition.zone, first, last):
        for day in range((start + offset) // SECONDS_PER_DAY, (end + offset - 1) // SECONDS_PER_DAY + 1):
            midnight = day * SECONDS_PER_DAY - offset
            for hours in definition.hours_on(date.fromordinal(EPOCH_ORDINAL + day)):
                opens = max(midnight + hours.start_minute * SECONDS_PER_MINUTE, start)
                closes = min(midnight + hours.end_minute * SECONDS_PER_MINUTE, end)
                if opens < closes:
                    yield opens, closes


def offset_pieces(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, UTC offset in seconds) stretches that cover two instants."""
    start, offset = first, _offset_at(zone, first)
    for sample in range(first + SAMPLE_SECONDS, last + SAMPLE_SECONDS, SAMPLE_SECONDS):
        end = min(sample, last)
        changed = _offset_at(zone, end)
        if changed != offset:
            change = _change_between(zone, end - SAMPLE_SECONDS, end, offset)
            yield start, change, offset
            start, offset = change, changed
    yield start, last, offset


def _change_between(zone: ZoneInfo, low: int, high: int, offset: int) -> int:
    """Return the first instant after `low` whose offset is no longer the given one."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_at(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _offset_at(zone: ZoneInfo, instant: int) -> int:
    """Return the zone's offset from UTC at an instant, in seconds."""
    offset = datetime.fromtimestamp(instant, zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
