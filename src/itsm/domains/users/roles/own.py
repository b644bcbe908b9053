"""Use cases: make, change and remove roles of the organisation's own.

Each is built on one of the shipped roles below administrators and keeps its rules: what makes that role what its name
says stays in, what only administrators hold stays out. So none can do what its base could not be given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.errors import RoleInUse, RoleNameTaken
from itsm.domains.users.roles.engine import FIXED, problems
from itsm.domains.users.roles.events import RoleChanged, RoleCreated, RoleRemoved
from itsm.domains.users.roles.models import OwnRole
from itsm.domains.users.roles.queries import OWN_ROLES_MAX, own_role, people_by_own_role
from itsm.domains.users.roles.schemas import OwnRoleCreate
from itsm.domains.users.roles.service import MANAGE, given_and_taken
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id
from itsm.platform.permissions import Role
from itsm.platform.work import UnitOfWork

_TOLD: Final = ("name", "description")


async def find_own_role(session: AsyncSession, role_id: UUID, *, locked: bool = False) -> OwnRole:
    """Return one role; raise `NotFound`."""
    row = await own_role(session, role_id, locked=locked)
    if row is None:
        raise NotFound
    return row


async def create_own_role(work: UnitOfWork, new: OwnRoleCreate) -> OwnRole:
    """Make a role. Raises Forbidden, `RoleNameTaken`, Conflict at the greatest number, Invalid for a senseless set."""
    work.actor.require(MANAGE)
    if (await work.session.scalar(select(func.count()).select_from(OwnRole)) or 0) >= OWN_ROLES_MAX:
        raise Conflict(f"There are {OWN_ROLES_MAX} roles; remove one first.", code="too_many_roles")
    if new.base in FIXED:
        raise Invalid.field("base", "Administrators may do everything; build on another role.", "role_fixed")
    _check(new.base, new.permissions)
    row = OwnRole(
        id=new_id(),
        name=new.name,
        description=new.description,
        base=new.base,
        permissions=sorted(set(new.permissions)),
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    await _flush(work.session)
    work.record(
        RoleCreated(
            subject_id=row.id,
            version=1,
            role=row.name,
            base=row.base,
            permissions=row.permissions,
            reason=new.reason,
            summary=f"Role {row.name} made from {row.base}",
        )
    )
    return row


async def change_own_role(work: UnitOfWork, row: OwnRole, wanted: Mapping[str, Any], *, reason: str) -> None:
    """Change name, description or permissions of a locked role; in force everywhere within two seconds."""
    work.actor.require(MANAGE)
    before = frozenset(row.permissions)
    after = frozenset(wanted.get("permissions", before))
    if after != before:
        _check(row.base, after)
    changes: dict[str, Any] = {
        key: (getattr(row, key), wanted[key]) for key in _TOLD if key in wanted and wanted[key] != getattr(row, key)
    }
    if not changes and after == before:
        return
    for key, (_, value) in changes.items():
        setattr(row, key, value)
    if after != before:
        changes["permissions"] = (sorted(before - after), sorted(after - before))
    row.permissions, row.version, row.updated_at = sorted(after), row.version + 1, work.now
    await _flush(work.session)
    work.record(
        RoleChanged(
            subject_id=row.id,
            version=row.version,
            role=row.name,
            reason=reason,
            changes=changes,
            summary=f"Role {row.name}: {given_and_taken(after - before, before - after) or 'described anew'}",
        )
    )


async def remove_own_role(work: UnitOfWork, row: OwnRole) -> None:
    """Remove a locked role; raise `RoleInUse` while anybody has it or a group of a sign-in provider gives it."""
    work.actor.require(MANAGE)
    if people := (await people_by_own_role(work.session)).get(row.id, 0):
        raise RoleInUse(f"{people} people have this role; give them another first.")
    await work.session.delete(row)
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "fk_oidc_group_own_roles_own_role" in str(error.orig):
            raise RoleInUse("The groups of a sign-in provider give this role; change them first.") from error
        raise
    work.record(
        RoleRemoved(
            subject_id=row.id, version=row.version + 1, role=row.name, reason="", summary=f"Role {row.name} removed"
        )
    )


def _check(base: Role, permissions: Any) -> None:
    if found := problems(base, frozenset(permissions)):
        raise Invalid.field("permissions", " ".join(found), "not_together")


async def _flush(session: AsyncSession) -> None:
    """Write now, so that a name somebody else took this very moment is a 409, not a 500."""
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_own_roles_name_lower" in str(error.orig):
            raise RoleNameTaken("Another role is called that.") from error
        raise
