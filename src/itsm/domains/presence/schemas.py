"""What comes in and goes out over the interface."""

from datetime import datetime
from itertools import pairwise
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from itsm.domains.presence.codec import minute_of
from itsm.domains.presence.enums import Absence
from itsm.domains.presence.models import NAME_MAX, REASON_MAX
from itsm.platform.http.schemas import InputModel, Moment, OutputModel, ShortText, left_out

MOST_INTERVALS = 6
MOST_ON_CALL = 20
MOST_SKILLS = 50
_ZONES = available_timezones()


def _known_zone(name: str) -> str:
    if name not in _ZONES:
        raise ValueError("is not an IANA time zone such as Asia/Manila")
    return name


def _nobody_twice(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) != len(ids):
        raise ValueError("must not name anybody twice")
    return ids


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
Clock = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
Reason = Annotated[str, StringConstraints(max_length=REASON_MAX)]
SkillName = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]


class HoursInput(InputModel):
    """One interval of a day in local wall time; `24:00` is the end of the day."""

    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _ends_after_start(self) -> "HoursInput":
        if minute_of(self.end) <= minute_of(self.start):
            raise ValueError("an interval must end after it starts; split a night at 24:00")
        return self


def _in_order(hours: list[HoursInput]) -> list[HoursInput]:
    if any(minute_of(later.start) < minute_of(earlier.end) for earlier, later in pairwise(hours)):
        raise ValueError("intervals must be in order and must not overlap")
    return hours


DayHours = Annotated[list[HoursInput], Field(max_length=MOST_INTERVALS), AfterValidator(_in_order)]


class WeekInput(InputModel):
    """The intervals of every weekday; an empty list is a day off."""

    monday: DayHours
    tuesday: DayHours
    wednesday: DayHours
    thursday: DayHours
    friday: DayHours
    saturday: DayHours
    sunday: DayHours


class ShiftPut(InputModel):
    """Somebody's weekly hours in their zone."""

    timezone: Zone
    week: WeekInput


class LeaveCreate(InputModel):
    """Time off; without `user_id` one's own. `ends_at` is the first instant back at work."""

    user_id: UUID | None = None
    starts_at: Moment
    ends_at: Moment
    reason: Reason = ""


class LeavePatch(InputModel):
    """What may change of a leave; fields left out stay."""

    starts_at: Moment = Field(default_factory=left_out)
    ends_at: Moment = Field(default_factory=left_out)
    reason: Reason = Field(default_factory=left_out)


class SkillsPut(InputModel):
    """Everything somebody can."""

    skill_ids: Annotated[list[UUID], Field(max_length=MOST_SKILLS), AfterValidator(_nobody_twice)]


class SkillCreate(InputModel):
    """A new skill."""

    name: SkillName


class SkillPatch(InputModel):
    """What may change of a skill."""

    name: SkillName = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class DutyPut(InputModel):
    """Who takes a team's P1 when nobody of it can: first the team that is awake, then this list in its order."""

    follow_team_id: UUID | None = None
    on_call_ids: Annotated[list[UUID], Field(max_length=MOST_ON_CALL), AfterValidator(_nobody_twice)] = Field(
        default_factory=list
    )


class NamedRead(OutputModel):
    """Something with a name."""

    id: UUID
    name: str


class SkillRead(OutputModel):
    """A skill."""

    id: UUID
    name: str
    is_active: bool
    version: int


class HoursRead(OutputModel):
    """One interval of a day."""

    start: str
    end: str


class WeekRead(OutputModel):
    """The intervals of every weekday."""

    monday: list[HoursRead]
    tuesday: list[HoursRead]
    wednesday: list[HoursRead]
    thursday: list[HoursRead]
    friday: list[HoursRead]
    saturday: list[HoursRead]
    sunday: list[HoursRead]


class ShiftRead(OutputModel):
    """Somebody's weekly hours."""

    timezone: str
    week: WeekRead


class SpanRead(OutputModel):
    """A stretch of time."""

    starts_at: datetime
    ends_at: datetime


class LeaveRead(OutputModel):
    """Time off. `reason` is null for those it is not meant for."""

    id: UUID
    user_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str | None
    version: int


class PersonSchedule(OutputModel):
    """When somebody is at work in a period. `shift` null: always on shift; `spans` are the shift in this period.

    `absence` is why they are not at work right now; `may_plan` and `may_manage` what the caller may change.
    """

    user: NamedRead
    timezone: str
    shift: ShiftRead | None
    spans: list[SpanRead]
    leaves: list[LeaveRead]
    skills: list[NamedRead]
    absence: Absence | None
    may_plan: bool
    may_manage: bool


class DutyRead(OutputModel):
    """Who takes a team's P1 when nobody of it can."""

    follow_team: NamedRead | None
    on_call: list[NamedRead]
