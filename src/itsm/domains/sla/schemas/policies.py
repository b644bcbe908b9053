"""Policies over the interface."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from itsm.domains.conditions.schemas import Mentioned, Where, always
from itsm.domains.sla.enums import CalendarSource
from itsm.domains.sla.schemas.escalations import LevelRead, Levels
from itsm.domains.sla.schemas.fields import Name, Position, Reason, TargetSeconds, Warnings
from itsm.domains.sla.schemas.options import OptionsInput, OptionsRead
from itsm.platform.http.schemas import InputModel, OutputModel


class TargetsInput(InputModel):
    """Seconds of working time; a target left out is not timed.

    `update`: no silence longer than; `ola`: how long one team may have the ticket.
    """

    response: TargetSeconds | None = None
    resolution: TargetSeconds | None = None
    update: TargetSeconds | None = None
    ola: TargetSeconds | None = None

    @model_validator(mode="after")
    def _any_target(self) -> Self:
        if self.response is None and self.resolution is None:
            raise ValueError("a policy needs a target for the response or the resolution")
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
    """A policy; without `position` it is tried last. `thresholds` are warnings in percent of a target.

    `reason` is kept with the version.
    """

    name: Name
    where: Where = Field(default_factory=always)
    targets: TargetsInput
    calendar: PolicyCalendarInput
    thresholds: Warnings = Field(default_factory=lambda: [80])
    options: OptionsInput = OptionsInput()
    escalations: Levels = Field(default_factory=list)
    position: Position | None = None
    reason: Reason = ""


class PolicyPatch(InputModel):
    """What may change, and why; everything but name, place and activity is replaced as a whole."""

    name: Name | None = None
    where: Where | None = None
    targets: TargetsInput | None = None
    calendar: PolicyCalendarInput | None = None
    thresholds: Warnings | None = None
    options: OptionsInput | None = None
    escalations: Levels | None = None
    position: Position | None = None
    is_active: bool | None = None
    reason: Reason = ""


class TargetsRead(OutputModel):
    """Seconds of working time."""

    response: int | None
    resolution: int | None
    update: int | None
    ola: int | None


class PolicyCalendarRead(OutputModel):
    """What the policy runs on."""

    source: CalendarSource
    calendar_id: UUID | None
    calendar: str | None


class PolicyRead(OutputModel):
    """A policy as it stands; `position` counts from 1 among the active ones, None where inactive.

    `mentioned` names what `where` has by id.
    """

    id: UUID
    name: str
    position: int | None
    where: dict[str, Any]
    mentioned: list[Mentioned]
    targets: TargetsRead
    calendar: PolicyCalendarRead
    thresholds: list[int]
    options: OptionsRead
    escalations: list[LevelRead]
    is_active: bool
    version: int
    created_at: datetime
    updated_at: datetime


class PolicyList(OutputModel):
    """Every policy, in the order in which they are tried; inactive ones last."""

    items: list[PolicyRead]
