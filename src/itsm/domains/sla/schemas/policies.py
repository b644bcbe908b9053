"""Policies over the interface."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from itsm.domains.settings.api import Priority
from itsm.domains.sla.enums import CalendarSource
from itsm.domains.sla.schemas.fields import Name, Position, TargetSeconds, TicketType, Values, Warnings
from itsm.platform.http.schemas import InputModel, OutputModel


class ConditionsInput(InputModel):
    """Accepted values; an empty list accepts everything. Categories and locations by id, key or name."""

    priorities: Annotated[list[Priority], Field(max_length=4)] = Field(default_factory=list)
    types: Annotated[list[TicketType], Field(max_length=2)] = Field(default_factory=list)
    categories: Values = Field(default_factory=list)
    subcategories: Values = Field(default_factory=list)
    locations: Values = Field(default_factory=list)
    departments: Values = Field(default_factory=list)


class TargetsInput(InputModel):
    """Seconds of working time; a target left out is not timed."""

    response: TargetSeconds | None = None
    resolution: TargetSeconds | None = None

    @model_validator(mode="after")
    def _any_target(self) -> Self:
        if self.response is None and self.resolution is None:
            raise ValueError("a policy needs at least one target")
        return self


class PolicyCalendarInput(InputModel):
    """Around the clock, the calendar of the ticket's location, or one calendar for all."""

    source: CalendarSource
    calendar_id: UUID | None = None

    @model_validator(mode="after")
    def _id_where_needed(self) -> Self:
        if (self.source is CalendarSource.CALENDAR) != (self.calendar_id is not None):
            raise ValueError("calendar_id belongs to the source 'calendar' and to no other")
        return self


class PolicyCreate(InputModel):
    """A policy; without `position` it is tried last. `thresholds` are warnings in percent of a target."""

    name: Name
    conditions: ConditionsInput = ConditionsInput()
    targets: TargetsInput
    calendar: PolicyCalendarInput
    thresholds: Warnings = Field(default_factory=lambda: [80])
    position: Position | None = None


class PolicyPatch(InputModel):
    """What may change; conditions, targets, calendar and thresholds are replaced as a whole."""

    name: Name | None = None
    conditions: ConditionsInput | None = None
    targets: TargetsInput | None = None
    calendar: PolicyCalendarInput | None = None
    thresholds: Warnings | None = None
    position: Position | None = None
    is_active: bool | None = None


class ConditionsRead(OutputModel):
    """Accepted values, categories and locations by name."""

    priorities: list[str]
    types: list[str]
    categories: list[str]
    subcategories: list[str]
    locations: list[str]
    departments: list[str]


class TargetsRead(OutputModel):
    """Seconds of working time."""

    response: int | None
    resolution: int | None


class PolicyCalendarRead(OutputModel):
    """What the policy runs on."""

    source: CalendarSource
    calendar_id: UUID | None
    calendar: str | None


class PolicyRead(OutputModel):
    """A policy as it stands; `position` counts from 1 among the active ones, None where inactive."""

    id: UUID
    name: str
    position: int | None
    conditions: ConditionsRead
    targets: TargetsRead
    calendar: PolicyCalendarRead
    thresholds: list[int]
    is_active: bool
    version: int
    created_at: datetime
    updated_at: datetime


class PolicyList(OutputModel):
    """Every policy, in the order in which they are tried; inactive ones last."""

    items: list[PolicyRead]
