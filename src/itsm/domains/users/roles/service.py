"""Use case: change what a role may do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from itsm.domains.users.roles.engine import FIXED, problems
from itsm.domains.users.roles.events import RoleChanged, role_id
from itsm.domains.users.roles.models import RolePermissions
from itsm.domains.users.roles.queries import lock_role
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.permissions import ROLE_PERMISSIONS, Role, held_by
from itsm.platform.work import UnitOfWork

MANAGE: Final = "roles.manage"


async def change_role(work: UnitOfWork, role: Role, permissions: Collection[str] | None, *, reason: str) -> None:
    """Give a role exactly these permissions, or with None those it was shipped with.

    Everybody who has the role may do the new things, and no longer the old ones, within two seconds; nobody is
    signed out. Raises Forbidden (403), Conflict (409, `role_fixed`), Invalid (422) for a set that makes no sense.
    """
    work.actor.require(MANAGE)
    if role in FIXED:
        raise Conflict("Administrators may do everything; this role does not change.", code="role_fixed")
    wanted = ROLE_PERMISSIONS[role] if permissions is None else frozenset(permissions)
    if found := problems(role, wanted):
        raise Invalid.field("permissions", " ".join(found), "not_together")
    row = await lock_role(work.session, role)
    before = held_by(role, row.permissions if row else None)
    if before == wanted:
        return
    if row is None:
        row = RolePermissions(role=role.value, version=0, created_at=work.now)
        work.session.add(row)
    row.permissions, row.version, row.updated_at = sorted(wanted), row.version + 1, work.now
    work.record(
        RoleChanged(
            subject_id=role_id(role),
            version=row.version,
            role=role.value,
            reason=reason,
            changes={"permissions": (sorted(before - wanted), sorted(wanted - before))},
            summary=f"Role {role.value}: {given_and_taken(wanted - before, before - wanted)}",
        )
    )


def given_and_taken(given: Collection[str], taken: Collection[str]) -> str:
    """Return in words what a role gained and lost; empty where it is nothing."""
    parts = [f"given {', '.join(sorted(given))}" if given else "", f"taken {', '.join(sorted(taken))}" if taken else ""]
    return "; ".join(part for part in parts if part)[:200]
