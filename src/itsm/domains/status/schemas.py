"""What comes in and goes out at `/api/status`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from itsm.domains.status.enums import PostKind, PostState, ServiceImpact, ServiceState
from itsm.domains.status.models import BODY_MAX, NAME_MAX, TITLE_MAX
from itsm.platform.http.schemas import InputModel, Moment, OutputModel, ShortText, each_once, left_out

MOST_SERVICES = 50


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


ServiceName = Annotated[ShortText, StringConstraints(min_length=2, max_length=NAME_MAX)]
Title = Annotated[ShortText, StringConstraints(min_length=5, max_length=TITLE_MAX)]
Description = Annotated[str, BeforeValidator(_one_line), StringConstraints(strip_whitespace=True, max_length=TITLE_MAX)]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=BODY_MAX)]
ServiceIds = Annotated[list[UUID], Field(max_length=MOST_SERVICES), AfterValidator(each_once)]


class StatusServiceCreate(InputModel):
    """A new service."""

    name: ServiceName
    description: Description = ""
    position: Annotated[int, Field(ge=0, le=1_000)] = 0


class StatusServicePatch(InputModel):
    """What changes of a service."""

    name: ServiceName = Field(default_factory=left_out)
    description: Description = Field(default_factory=left_out)
    position: Annotated[int, Field(ge=0, le=1_000)] = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class StatusServiceRead(OutputModel):
    """A service and how it does."""

    id: UUID
    name: str
    description: str
    position: int
    is_active: bool
    version: int
    state: ServiceState


class StatusPostCreate(InputModel):
    """A new post. `ends_at` for a maintenance and, if wanted, an announcement; `impact` for an incident."""

    kind: PostKind
    title: Title
    body: Body
    impact: ServiceImpact | None = None
    service_ids: ServiceIds = Field(default_factory=list)
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    next_update_at: Moment | None = None
    ticket: Annotated[str, StringConstraints(max_length=64)] | None = None


class StatusPostPatch(InputModel):
    """What is worded or dated anew; what the timeline said stays."""

    title: Title = Field(default_factory=left_out)
    impact: ServiceImpact = Field(default_factory=left_out)
    service_ids: ServiceIds = Field(default_factory=left_out)
    starts_at: Moment = Field(default_factory=left_out)
    ends_at: Moment | None = None
    next_update_at: Moment | None = None


class StatusUpdateCreate(InputModel):
    """News for the timeline."""

    state: PostState
    body: Body
    next_update_at: Moment | None = None


class StatusUpdateRead(OutputModel):
    """One entry of a timeline."""

    id: UUID
    state: PostState
    body: str
    created_at: datetime


class StatusPostRead(OutputModel):
    """A post with its timeline, newest first. `affected_count` and `ticket_number` are for staff."""

    id: UUID
    kind: PostKind
    title: str
    state: PostState
    impact: ServiceImpact | None
    service_ids: list[UUID]
    services: list[str]
    starts_at: datetime
    ends_at: datetime | None
    next_update_at: datetime | None
    ended_at: datetime | None
    updates: list[StatusUpdateRead]
    is_affected: bool
    affected_count: int | None
    ticket_number: str | None
    version: int


class StatusRead(OutputModel):
    """Everything at once: services, what is going on, what is planned, what is news, what is over (14 days)."""

    services: list[StatusServiceRead]
    incidents: list[StatusPostRead]
    maintenance: list[StatusPostRead]
    announcements: list[StatusPostRead]
    recent: list[StatusPostRead]
    is_subscribed: bool
