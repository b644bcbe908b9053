"""What comes in and goes out about roles."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.users.roles.models import OWN_DESCRIPTION_MAX, OWN_NAME_MAX
from itsm.domains.users.schemas import unset
from itsm.platform.http.schemas import InputModel, OutputModel
from itsm.platform.permissions import Role

MOST_PERMISSIONS = 60
Permissions = Annotated[list[Annotated[str, StringConstraints(max_length=60)]], Field(max_length=MOST_PERMISSIONS)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]
OwnName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=OWN_NAME_MAX)]
OwnDescription = Annotated[str, StringConstraints(strip_whitespace=True, max_length=OWN_DESCRIPTION_MAX)]


class RolePatch(InputModel):
    """What a role shall be allowed, all of it; null: what it was shipped with. And why."""

    permissions: Permissions | None
    reason: Reason


class PermissionRead(OutputModel):
    """A permission, and which others it needs beside it."""

    key: str
    needs: list[str]
    administrators_only: bool


class RoleRead(OutputModel):
    """A role, what it may do now and what it was shipped with."""

    key: Role
    permissions: list[str]
    shipped: list[str]
    must_hold: list[str]
    must_not_hold: list[str]
    is_fixed: bool
    is_shipped: bool
    people: int
    version: int


class RoleList(OutputModel):
    """Every role, and every permission there is."""

    items: list[RoleRead]
    permissions: list[PermissionRead]


class OwnRoleCreate(InputModel):
    """A role of the organisation's own, built on a shipped one; and why."""

    name: OwnName
    description: OwnDescription = ""
    base: Role
    permissions: Permissions
    reason: Reason


class OwnRolePatch(InputModel):
    """What may change of it, all permissions at once; fields left out stay. And why."""

    name: OwnName = Field(default_factory=unset)
    description: OwnDescription = Field(default_factory=unset)
    permissions: Permissions = Field(default_factory=unset)
    reason: Reason


class OwnRoleRead(OutputModel):
    """A role of the organisation's own, and how many people have it."""

    id: UUID
    name: str
    description: str
    base: Role
    permissions: list[str]
    people: int
    version: int
