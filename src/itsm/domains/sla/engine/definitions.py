"""What a calendar says in local wall time: weekly hours, holidays, exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from itsm.domains.sla.enums import LineKind

SECONDS_PER_MINUTE = 60
MINUTES_PER_DAY = 1440
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """One working interval of a local day, in minutes since midnight, end exclusive.

    The end may be 1440 (24:00). Raises ValueError when the interval is empty or leaves the day.
    """

    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        """Refuse what is no interval."""
        if not 0 <= self.start_minute < self.end_minute <= MINUTES_PER_DAY:
            raise ValueError("an interval ends after it starts, within one day")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date that differs from its weekday: half day, extra closing, extra opening."""

    name: str
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class CalendarDefinition:
    """Business hours of one place; `week` holds Monday to Sunday.

    An exception beats a holiday of the same date: that is how a holiday is worked.
    """

    zone: ZoneInfo
    week: tuple[tuple[Hours, ...], ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    exceptions: Mapping[date, SpecialDay] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a week that is not seven days, and hours that overlap or are unordered."""
        if len(self.week) != DAYS_PER_WEEK:
            raise ValueError("a week has seven days")
        for hours in (*self.week, *(day.hours for day in self.exceptions.values())):
            check_ordered(hours)

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """Return the working intervals of a local date, in order."""
        special = self.exceptions.get(day)
        if special is not None:
            return special.hours
        if day in self.holidays:
            return ()
        return self.week[day.weekday()]

    def reason_on(self, day: date) -> tuple[LineKind, str | None]:
        """Return why a local date has the hours it has: (kind, name of the holiday or exception)."""
        special = self.exceptions.get(day)
        if special is not None:
            return LineKind.EXCEPTION, special.name
        if day in self.holidays:
            return LineKind.HOLIDAY, self.holidays[day]
        return (LineKind.WORKED if self.week[day.weekday()] else LineKind.CLOSED), None


def check_ordered(hours: tuple[Hours, ...]) -> None:
    """Raise ValueError when intervals of one day overlap or are not in order."""
    for earlier, later in pairwise(hours):
        if later.start_minute < earlier.end_minute:
            raise ValueError("intervals of a day must be in order and must not overlap")
