"""Due-date arithmetic: add working seconds to an instant, count them between two."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours
from itsm.domains.sla.engine.instants import year_of, year_start
from itsm.domains.sla.engine.tables import YearTable, build_year
from itsm.domains.sla.enums import LineKind

# A target that needs more years than this is a calendar without hours, not a promise.
HORIZON_YEARS = 40


class NeverDueError(ValueError):
    """The calendar has too little working time ever to reach the target."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A working segment of one site; `site` is named where there are several."""

    opens: int
    closes: int
    zone: ZoneInfo
    site: str | None = None


class LocalDays(Protocol):
    """What a local date is like."""

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """Return the working intervals of a local date; empty where it is closed."""

    def reason_on(self, day: date) -> tuple[LineKind, str | None]:
        """Return why a local date has the hours it has."""


class WorkingTime(Protocol):
    """Something a clock can run on."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which its times are shown."""

    @property
    def definition(self) -> LocalDays | None:
        """Local days behind it; None for around the clock."""

    def add(self, start: int, seconds: int) -> int:
        """Return the first instant at which that many working seconds have passed since `start`."""

    def between(self, start: int, end: int) -> int:
        """Return the working seconds from `start` to `end`; 0 when `end` is not later."""

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the working segments between two instants."""

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the working segments, cut where another site takes over."""


class AroundTheClock:
    """24x7: every second counts."""

    definition: LocalDays | None = None

    def __init__(self, zone: ZoneInfo) -> None:
        """Take the zone in which its times are shown."""
        self.zone = zone

    def add(self, start: int, seconds: int) -> int:
        """Return `start` plus the seconds (negative ones count as none)."""
        return start + max(seconds, 0)

    def between(self, start: int, end: int) -> int:
        """Return the seconds from `start` to `end`, never negative."""
        return max(end - start, 0)

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the one segment there is."""
        if start < end:
            yield start, end

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the one segment there is."""
        yield from (Piece(opens, closes, self.zone) for opens, closes in self.segments(start, end))


class TabledHours(ABC):
    """Working time from year tables built once and kept.

    What they are built from is immutable, so tables never go stale; at most `HORIZON_YEARS` or so of
    them exist, a few kilobytes each.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """Take the zone in which its times are shown; tables are built when a year is first asked for."""
        self.zone = zone
        self._years: dict[int, YearTable] = {}

    def add(self, start: int, seconds: int) -> int:
        """Return the first instant at which that many working seconds have passed since `start`.

        Nothing to add gives `start` itself, working time or not. Raises NeverDueError when the
        calendar cannot reach it within `HORIZON_YEARS`.
        """
        if seconds <= 0:
            return start
        first = year_of(start)
        wanted = self.table(first).worked_until(start) + seconds
        for year in range(first, first + HORIZON_YEARS):
            table = self.table(year)
            if wanted <= table.total:
                return table.instant_after(wanted)
            wanted -= table.total
        raise NeverDueError("the calendar has too little working time for this target")

    def between(self, start: int, end: int) -> int:
        """Return the working seconds from `start` to `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        first, last = year_of(start), year_of(end)
        whole_years = sum(self.table(year).total for year in range(first, last))
        return whole_years + self.table(last).worked_until(end) - self.table(first).worked_until(start)

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the working segments between two instants, joined across years."""
        pending: tuple[int, int] | None = None
        for year in range(year_of(start), year_of(end) + 1):
            for segment in self.table(year).segments(start, end):
                if pending is not None and pending[1] == segment[0] == year_start(year):
                    pending = (pending[0], segment[1])
                    continue
                if pending is not None:
                    yield pending
                pending = segment
        if pending is not None:
            yield pending

    def table(self, year: int) -> YearTable:
        """Return the table of a UTC year, building it the first time."""
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = self.build(year)
        return table

    @abstractmethod
    def build(self, year: int) -> YearTable:
        """Return the table of a UTC year, newly made."""


class BusinessHours(TabledHours):
    """The hours of one place."""

    def __init__(self, definition: CalendarDefinition) -> None:
        """Take the hours, holidays and exceptions."""
        super().__init__(definition.zone)
        self.definition = definition

    def build(self, year: int) -> YearTable:
        """Return the table of a UTC year, newly made."""
        return build_year(self.definition, year)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the working segments: one site has them all."""
        yield from (Piece(opens, closes, self.zone) for opens, closes in self.segments(start, end))
