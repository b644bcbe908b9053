"""What comes in and goes out about scheduled reports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from itsm.domains.reporting.filters import MAX_DAYS
from itsm.domains.reporting.schedules.enums import Frequency, Stopped
from itsm.domains.reporting.schedules.models import NAME_MAX
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

_ZONES = available_timezones()


def left_out() -> Any:
    """Stand in for a field of a patch that was not sent; only fields that were sent are looked at."""
    return None


def _known_zone(value: str) -> str:
    if value not in _ZONES:
        raise ValueError("must be a time zone such as Asia/Manila")
    return value


Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
PageKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Day = Annotated[int, Field(ge=1, le=31)]
Hour = Annotated[int, Field(ge=0, le=23)]
FileFormat = Literal["csv", "xlsx"]
Choice = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ReportFilters(InputModel):
    """What a report is narrowed to, as the dashboard's query string says it; its period ends when it is sent."""

    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = 30
    team: UUID | None = None
    category: Choice | None = None
    location: Choice | None = None
    priority: Annotated[str, StringConstraints(pattern=r"^P[1-4]$")] | None = None


class ScheduleCreate(InputModel):
    """A dashboard to be mailed to oneself. `weekday` counts for weekly reports, `day` for monthly ones."""

    name: Name
    page: PageKey
    filters: ReportFilters = Field(default_factory=ReportFilters)
    compare: bool = False
    format: FileFormat = "xlsx"
    frequency: Frequency
    weekday: Weekday = 1
    day: Day = 1
    hour: Hour = 8
    timezone: Zone


class SchedulePatch(InputModel):
    """What is to change; the rest stays. Taken up again, a schedule goes on with the next time it is due."""

    name: Name = Field(default_factory=left_out)
    filters: ReportFilters = Field(default_factory=left_out)
    compare: bool = Field(default_factory=left_out)
    format: FileFormat = Field(default_factory=left_out)
    frequency: Frequency = Field(default_factory=left_out)
    weekday: Weekday = Field(default_factory=left_out)
    day: Day = Field(default_factory=left_out)
    hour: Hour = Field(default_factory=left_out)
    timezone: Zone = Field(default_factory=left_out)
    is_paused: bool = Field(default_factory=left_out)


class ScheduleRead(OutputModel):
    """A scheduled report of one's own. `stopped`: why it stopped by itself. `next_at`: None while it is off."""

    id: UUID
    name: str
    page: str
    filters: dict[str, Any]
    compare: bool
    format: str
    frequency: Frequency
    weekday: int
    day: int
    hour: int
    timezone: str
    is_paused: bool
    stopped: Stopped | None
    next_at: datetime | None
    last_at: datetime | None
    version: int
    created_at: datetime


class ReportQueued(OutputModel):
    """A report that is on its way now."""

    run_id: UUID
