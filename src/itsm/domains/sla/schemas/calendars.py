"""Business calendars over the interface."""

from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from itsm.domains.sla.codec import WEEKDAYS, minute_of
from itsm.domains.sla.enums import LineKind
from itsm.domains.sla.schemas.fields import (
    MAX_INTERVALS_A_DAY,
    MAX_SITES,
    MAX_SPECIAL_DAYS,
    Day,
    EndTime,
    Key,
    Name,
    Reason,
    StartTime,
    Zone,
)
from itsm.platform.http.schemas import InputModel, OutputModel


class HoursInput(InputModel):
    """One working interval of a day in local wall time; `24:00` is the end of the day."""

    start: StartTime
    end: EndTime

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if minute_of(self.end) <= minute_of(self.start):
            raise ValueError("an interval must end after it starts")
        return self


def _in_order(hours: list[HoursInput]) -> list[HoursInput]:
    for earlier, later in pairwise(hours):
        if minute_of(later.start) < minute_of(earlier.end):
            raise ValueError("intervals must be in order and must not overlap")
    return hours


DayHours = Annotated[list[HoursInput], Field(max_length=MAX_INTERVALS_A_DAY), AfterValidator(_in_order)]


class WeekInput(InputModel):
    """The working intervals of every weekday; an empty list is a closed day."""

    monday: DayHours
    tuesday: DayHours
    wednesday: DayHours
    thursday: DayHours
    friday: DayHours
    saturday: DayHours
    sunday: DayHours

    @model_validator(mode="after")
    def _open_at_all(self) -> Self:
        if not any(getattr(self, day) for day in WEEKDAYS):
            raise ValueError("a calendar needs working hours on at least one weekday")
        return self


class HolidayInput(InputModel):
    """A closed day."""

    date: Day
    name: Name


class ExceptionInput(InputModel):
    """A day with hours of its own: half day, extra closing (no hours), worked holiday."""

    date: Day
    name: Name
    hours: DayHours


SpecialT = TypeVar("SpecialT", HolidayInput, ExceptionInput)


def _one_a_day(rows: list[SpecialT]) -> list[SpecialT]:
    if len({row.date for row in rows}) != len(rows):
        raise ValueError("must not name a date twice")
    return rows


Holidays = Annotated[list[HolidayInput], Field(max_length=MAX_SPECIAL_DAYS), AfterValidator(_one_a_day)]
Exceptions = Annotated[list[ExceptionInput], Field(max_length=MAX_SPECIAL_DAYS), AfterValidator(_one_a_day)]


def _no_repeats(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) != len(ids):
        raise ValueError("must not name a calendar twice")
    return ids


Sites = Annotated[list[UUID], Field(max_length=MAX_SITES), AfterValidator(_no_repeats)]


class CalendarCreate(InputModel):
    """A business calendar. The key is made from the name where it is left out.

    It has a week of its own, or `sites`: calendars that take turns, the earlier named first (follow the sun).
    `reason` is kept with the version.
    """

    name: Name
    key: Key | None = None
    timezone: Zone
    week: WeekInput | None = None
    sites: Sites = Field(default_factory=list)
    holidays: Holidays = Field(default_factory=list)
    exceptions: Exceptions = Field(default_factory=list)
    is_default: bool = False
    reason: Reason = ""

    @model_validator(mode="after")
    def _week_or_sites(self) -> Self:
        if bool(self.sites) == (self.week is not None):
            raise ValueError("a calendar has working hours of its own or sites, not both")
        if self.sites and (self.holidays or self.exceptions):
            raise ValueError("holidays and exceptions belong to the sites")
        return self


class CalendarPatch(InputModel):
    """What may change, and why; every change is a new version. Lists are replaced as a whole."""

    name: Name | None = None
    timezone: Zone | None = None
    week: WeekInput | None = None
    sites: Sites | None = None
    holidays: Holidays | None = None
    exceptions: Exceptions | None = None
    is_default: bool | None = None
    is_active: bool | None = None
    reason: Reason = ""


class HoursRead(OutputModel):
    """One working interval of a day."""

    start: str
    end: str


class WeekRead(OutputModel):
    """The working intervals of every weekday."""

    monday: list[HoursRead]
    tuesday: list[HoursRead]
    wednesday: list[HoursRead]
    thursday: list[HoursRead]
    friday: list[HoursRead]
    saturday: list[HoursRead]
    sunday: list[HoursRead]


class HolidayRead(OutputModel):
    """A closed day."""

    date: date
    name: str


class ExceptionRead(OutputModel):
    """A day with hours of its own."""

    date: date
    name: str
    hours: list[HoursRead]


class SiteRead(OutputModel):
    """A calendar that takes its turn in another."""

    id: UUID
    name: str
    timezone: str


class CalendarRead(OutputModel):
    """A calendar as it stands. `locations` are those that follow it; one with `sites` has no week of its own."""

    id: UUID
    key: str
    name: str
    timezone: str
    week: WeekRead
    holidays: list[HolidayRead]
    exceptions: list[ExceptionRead]
    sites: list[SiteRead]
    locations: list[str]
    is_default: bool
    is_active: bool
    version: int
    created_at: datetime
    updated_at: datetime


class CalendarList(OutputModel):
    """Every calendar."""

    items: list[CalendarRead]


class DayRead(OutputModel):
    """One day of a calendar's year: its kind, the name of holiday or exception, its hours.

    `seconds` differs from the hours where clocks go forward or back.
    """

    date: date
    kind: LineKind
    name: str | None
    hours: list[HoursRead]
    seconds: int


class CalendarYearRead(OutputModel):
    """A calendar, day by day."""

    id: UUID
    name: str
    timezone: str
    year: int
    total_seconds: int
    days: list[DayRead]
