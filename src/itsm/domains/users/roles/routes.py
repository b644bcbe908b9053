"""Administration of roles."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.users.roles.engine import ADMINISTRATORS_ONLY, FIXED, MUST_HOLD, MUST_NOT_HOLD, NEEDS
from itsm.domains.users.roles.models import RolePermissions
from itsm.domains.users.roles.queries import changed_roles, lock_role, people_by_role
from itsm.domains.users.roles.schemas import PermissionRead, RoleList, RolePatch, RoleRead
from itsm.domains.users.roles.service import MANAGE, change_role
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.resources import changed, shown
from itsm.platform.permissions import PERMISSIONS, ROLE_PERMISSIONS, Role, held_by

router = APIRouter(prefix="/admin/roles", tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=RoleList)
async def list_roles(request: Request, session: Reading) -> Response:
    """Return every role with what it may do, and every permission there is."""
    rows, people = await changed_roles(session), await people_by_role(session)
    catalogue = [
        PermissionRead(key=key, needs=sorted(NEEDS.get(key, ())), administrators_only=key in ADMINISTRATORS_ONLY)
        for key in sorted(PERMISSIONS)
    ]
    body = RoleList(items=[_read(role, rows.get(role.value), people) for role in Role], permissions=catalogue)
    return json_response(request, body.model_dump_json().encode())


@router.get("/{role}", response_model=RoleRead)
async def get_role(request: Request, role: Role, session: Reading) -> Response:
    """Return one role."""
    rows, people = await changed_roles(session), await people_by_role(session)
    read = _read(role, rows.get(role.value), people)
    return shown(request, read, read.version)


@router.patch("/{role}", response_model=RoleRead)
async def update_role(role: Role, body: RolePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Say what a role may do; in force everywhere within two seconds. Needs a recent proof of the caller."""
    work.actor.require_proof(work.now)
    row = await lock_role(work.session, role)
    require_version(if_match, row.version if row else 0)
    await change_role(work, role, body.permissions, reason=body.reason)
    await work.session.flush()
    read = _read(role, await lock_role(work.session, role), await people_by_role(work.session))
    return changed(read, read.version)


def _read(role: Role, row: RolePermissions | None, people: Mapping[str, int]) -> RoleRead:
    now = held_by(role, row.permissions if row else None)
    return RoleRead(
        key=role,
        permissions=sorted(now),
        shipped=sorted(ROLE_PERMISSIONS[role]),
        must_hold=sorted(MUST_HOLD.get(role, ())),
        must_not_hold=sorted(MUST_NOT_HOLD.get(role, ())),
        is_fixed=role in FIXED,
        is_shipped=now == ROLE_PERMISSIONS[role],
        people=people.get(role.value, 0),
        version=row.version if row else 0,
    )
