"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.teams.models import DESCRIPTION_MAX, KEY_MAX, NAME_MAX
from itsm.domains.users.schemas import PersonRef, unset
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText

__all__ = ["MemberPut", "MemberRead", "TeamCreate", "TeamPage", "TeamPatch", "TeamRead", "TeamRef"]

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=KEY_MAX)]
"""A stable name for programs: small letters, digits, single hyphens or underscores."""
TeamName = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Description = Annotated[str, StringConstraints(max_length=DESCRIPTION_MAX)]
LocationRef = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""A location by id, key or name."""
OpenTickets = Annotated[int, Field(ge=1, le=1000)]
BoardLimit = Annotated[int, Field(ge=1, le=999)]
Weight = Annotated[int, Field(ge=1, le=10)]
"""How much somebody takes beside the others: 2 gets twice as many tickets as 1."""


class TeamRef(OutputModel):
    """A team as other things mention it."""

    id: UUID
    name: str


class TeamCreate(InputModel):
    """A new team. The key never changes: rules and imports hold on to it."""

    key: Key
    name: TeamName
    description: Description = ""
    location: LocationRef | None = None
    manager_id: UUID | None = None
    assignment_mode: AssignmentMode = AssignmentMode.LEAST_LOADED


class TeamPatch(InputModel):
    """What may change of a team; fields left out stay."""

    name: TeamName = Field(default_factory=unset)
    description: Description = Field(default_factory=unset)
    location: LocationRef | None = None
    manager_id: UUID | None = None
    is_active: bool = Field(default_factory=unset)
    assignment_mode: AssignmentMode = Field(default_factory=unset)


class TeamRead(OutputModel):
    """A team as staff see it."""

    id: UUID
    key: str
    name: str
    description: str
    location: str | None
    manager: PersonRef | None
    is_active: bool
    assignment_mode: AssignmentMode
    member_count: int
    version: int
    created_at: datetime
    updated_at: datetime


class TeamPage(OutputModel):
    """Every team that was asked for, on one page."""

    items: list[TeamRead]
    next_cursor: None
    total: int
    total_is_estimate: bool


class BoardLimitsPut(InputModel):
    """How many tickets of a team a column of the board should hold at most; null: as many as there are."""

    new: BoardLimit | None = None
    in_progress: BoardLimit | None = None
    pending: BoardLimit | None = None
    resolved: BoardLimit | None = None


class BoardLimitsRead(OutputModel):
    """The same for one team. `may_edit`: the caller keeps them."""

    team: TeamRef
    new: int | None
    in_progress: int | None
    pending: int | None
    resolved: int | None
    may_edit: bool
    version: int


class BoardLimitsPage(OutputModel):
    """The limits of every active team, on one page."""

    items: list[BoardLimitsRead]
    next_cursor: None
    total: int
    total_is_estimate: bool


class MemberPut(InputModel):
    """How a person works in a team; `max_open_tickets` null means no limit."""

    is_lead: bool = False
    is_assignable: bool = True
    max_open_tickets: OpenTickets | None = None
    weight: Weight = 1


class MemberRead(OutputModel):
    """A person in a team."""

    user: PersonRef
    is_active: bool
    is_lead: bool
    is_assignable: bool
    max_open_tickets: int | None
    weight: int


class MemberPage(OutputModel):
    """Every member of a team, on one page."""

    items: list[MemberRead]
    next_cursor: None
    total: int
    total_is_estimate: bool
