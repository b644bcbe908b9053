"""Reading roles: what each may do now, and how many people have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.models import User
from itsm.domains.users.roles.models import OwnRole, RolePermissions
from itsm.platform.permissions import ROLE_PERMISSIONS, Role, held_by

OWN_ROLES_MAX: Final = 50
CHANGED_PERMISSIONS: ColumnElement[Any] = func.coalesce(
    select(OwnRole.permissions).where(OwnRole.id == User.own_role_id).correlate(User).scalar_subquery(),
    select(RolePermissions.permissions).where(RolePermissions.role == User.role).correlate(User).scalar_subquery(),
)
"""What the role of a row of `users` was given by administrators, NULL where it is as shipped; for `held_by`."""


async def permissions_of(session: AsyncSession, role: Role) -> frozenset[str]:
    """Return what a shipped role may do now."""
    changed = select(RolePermissions.permissions).where(RolePermissions.role == role.value)
    return held_by(role, await session.scalar(changed))


async def permissions_of_person(session: AsyncSession, user_id: UUID) -> frozenset[str]:
    """Return what a person may do now; nothing where there is no such person."""
    row = (await session.execute(select(User.role, CHANGED_PERMISSIONS).where(User.id == user_id))).one_or_none()
    return held_by(row[0], row[1]) if row else frozenset()


async def active_ids_allowed(session: AsyncSession, permission: str) -> list[UUID]:
    """Return the ids of everybody active who may do this, whatever role gives it to them."""
    shipped = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    allowed = case(
        (User.role == Role.SYSTEM_ADMIN, true()),
        (CHANGED_PERMISSIONS.is_(None), User.role.in_(shipped)),
        else_=CHANGED_PERMISSIONS.contains([permission]),
    )
    return list(await session.scalars(select(User.id).where(User.is_active, allowed).order_by(User.id)))


async def changed_roles(session: AsyncSession) -> Mapping[str, RolePermissions]:
    """Return the rows of roles that were changed, by role."""
    return {row.role: row for row in await session.scalars(select(RolePermissions))}


async def lock_role(session: AsyncSession, role: Role) -> RolePermissions | None:
    """Return the row of a role, locked until the commit, or None while it is as shipped."""
    return await session.scalar(select(RolePermissions).where(RolePermissions.role == role.value).with_for_update())


async def people_by_role(session: AsyncSession) -> Mapping[str, int]:
    """Return how many active people have each shipped role and none of the organisation's own."""
    has_no_other = User.is_active, User.own_role_id.is_(None)
    rows = await session.execute(select(User.role, func.count()).where(*has_no_other).group_by(User.role))
    return {str(role): count for role, count in rows}


async def own_roles(session: AsyncSession) -> Sequence[OwnRole]:
    """Return every role of the organisation's own, by name."""
    return (await session.scalars(select(OwnRole).order_by(func.lower(OwnRole.name)).limit(OWN_ROLES_MAX))).all()


async def own_role(session: AsyncSession, role_id: UUID, *, locked: bool = False) -> OwnRole | None:
    """Return one of them, or None; locked until the commit where it is to change."""
    return await session.get(OwnRole, role_id, with_for_update=locked or None, populate_existing=True)


async def own_role_names(session: AsyncSession, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return what these roles are called, by id; no query where there are none."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = await session.execute(select(OwnRole.id, OwnRole.name).where(OwnRole.id.in_(wanted)))
    return {row.id: row.name for row in rows}


async def people_by_own_role(session: AsyncSession) -> Mapping[UUID, int]:
    """Return how many people have each role of the organisation's own, inactive ones included."""
    rows = await session.execute(
        select(User.own_role_id, func.count()).where(User.own_role_id.is_not(None)).group_by(User.own_role_id)
    )
    return {role_id: count for role_id, count in rows if role_id is not None}
