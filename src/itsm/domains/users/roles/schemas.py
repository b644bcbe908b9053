"""What comes in and goes out about roles."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from itsm.platform.http.schemas import InputModel, OutputModel
from itsm.platform.permissions import Role

MOST_PERMISSIONS = 60


class RolePatch(InputModel):
    """What a role shall be allowed, all of it; null: what it was shipped with. And why."""

    permissions: (
        Annotated[list[Annotated[str, StringConstraints(max_length=60)]], Field(max_length=MOST_PERMISSIONS)] | None
    )
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]


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
