"""What comes in and goes out at `/api/users`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from itsm.domains.identity.schemas import Password
from itsm.domains.teams.schemas import TeamRef
from itsm.domains.users.schemas import Email, Label, Locale, OwnRoleRef, PersonName, PersonRef, Zone, unset
from itsm.platform.actor import Role
from itsm.platform.http.schemas import InputModel, OutputModel

LocationRef = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""A location by id, key or name."""


class UserCreate(InputModel):
    """A new person. Without `password` they are mailed a link to choose one."""

    # A password is taken exactly as typed; the other fields are trimmed by their own types.
    model_config = ConfigDict(str_strip_whitespace=False)

    email: Email
    name: PersonName
    role: Role
    own_role_id: UUID | None = None
    is_vip: bool = False
    department: Label | None = None
    job_title: Label | None = None
    location: LocationRef | None = None
    manager_id: UUID | None = None
    timezone: Zone = "UTC"
    locale: Locale = "en"
    password: Password | None = None


class UserPatch(InputModel):
    """What an administrator may change; fields left out stay. Another role ends the person's sessions.

    `own_role_id` is a role of the organisation's own that is built on `role`; another `role` alone takes it away.
    """

    email: Email = Field(default_factory=unset)
    name: PersonName = Field(default_factory=unset)
    role: Role = Field(default_factory=unset)
    own_role_id: UUID | None = None
    is_vip: bool = Field(default_factory=unset)
    department: Label | None = None
    job_title: Label | None = None
    location: LocationRef | None = None
    manager_id: UUID | None = None
    timezone: Zone = Field(default_factory=unset)
    locale: Locale = Field(default_factory=unset)


class UserRead(OutputModel):
    """A person as those who administer people or teams see them."""

    id: UUID
    email: str
    name: str
    role: Role
    own_role: OwnRoleRef | None
    is_active: bool
    is_vip: bool
    department: str | None
    job_title: str | None
    location: str | None
    manager: PersonRef | None
    teams: list[TeamRef]
    timezone: str
    locale: str
    has_password: bool
    has_second_factor: bool
    invited_until: datetime | None
    last_active_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class UserPage(OutputModel):
    """A page of people: whole for those who administer, names alone for other staff."""

    items: list[UserRead | PersonRef]
    next_cursor: str | None
    total: int
    total_is_estimate: bool
