"""Reading roles: what each may do now, and how many people have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.models import User
from itsm.domains.users.roles.models import RolePermissions
from itsm.platform.permissions import Role, held_by

CHANGED_PERMISSIONS: ScalarSelect[Any] = (
    select(RolePermissions.permissions).where(RolePermissions.role == User.role).correlate(User).scalar_subquery()
)
"""What the role of a row of `users` was given by administrators, NULL where it is as shipped; for `held_by`."""


async def permissions_of(session: AsyncSession, role: Role) -> frozenset[str]:
    """Return what a role may do now."""
    changed = select(RolePermissions.permissions).where(RolePermissions.role == role.value)
    return held_by(role, await session.scalar(changed))


async def changed_roles(session: AsyncSession) -> Mapping[str, RolePermissions]:
    """Return the rows of roles that were changed, by role."""
    return {row.role: row for row in await session.scalars(select(RolePermissions))}


async def lock_role(session: AsyncSession, role: Role) -> RolePermissions | None:
    """Return the row of a role, locked until the commit, or None while it is as shipped."""
    return await session.scalar(select(RolePermissions).where(RolePermissions.role == role.value).with_for_update())


async def people_by_role(session: AsyncSession) -> Mapping[str, int]:
    """Return how many active people have each role."""
    rows = await session.execute(select(User.role, func.count()).where(User.is_active).group_by(User.role))
    return {str(role): count for role, count in rows}
