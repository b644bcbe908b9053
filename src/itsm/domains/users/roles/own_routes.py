"""`/api/admin/own-roles`: roles of the organisation's own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.users.roles.models import OwnRole
from itsm.domains.users.roles.own import change_own_role, find_own_role, remove_own_role
from itsm.domains.users.roles.own import create_own_role as make_own_role
from itsm.domains.users.roles.queries import own_roles, people_by_own_role
from itsm.domains.users.roles.schemas import OwnRoleCreate, OwnRolePatch, OwnRoleRead
from itsm.domains.users.roles.service import MANAGE
from itsm.platform.http.deps import PROVED, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

router = APIRouter(prefix="/admin/own-roles", tags=["administration"])
# Whoever gives people their role has to know which there are.
_GIVE = [require("users.manage")]
_CHANGE = [require(MANAGE), PROVED]


@router.get("", response_model=Page[OwnRoleRead], dependencies=_GIVE)
async def list_own_roles(request: Request, session: Reading) -> Response:
    """List every role of the organisation's own."""
    people = await people_by_own_role(session)
    items = [_read(row, people) for row in await own_roles(session)]
    page = Page[OwnRoleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=OwnRoleRead, status_code=201, dependencies=_CHANGE)
async def create_own_role(request: Request, work: Work, body: OwnRoleCreate, once: Once) -> Response:
    """Make a role; people can have it at once."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await make_own_role(work, body)
    path = f"/api/admin/own-roles/{row.id}"
    return created(request, work, once, _read(row, {}), path=path, version=row.version)


@router.get("/{role_id}", response_model=OwnRoleRead, dependencies=_GIVE)
async def get_own_role(request: Request, session: Reading, role_id: UUID) -> Response:
    """Read one role of the organisation's own."""
    row = await find_own_role(session, role_id)
    return shown(request, _read(row, await people_by_own_role(session)), row.version)


@router.patch("/{role_id}", response_model=OwnRoleRead, dependencies=_CHANGE)
async def update_own_role(work: Work, role_id: UUID, body: OwnRolePatch, if_match: IfMatch = None) -> Response:
    """Change what a role is called or may do; in force everywhere within two seconds."""
    row = await find_own_role(work.session, role_id, locked=True)
    require_version(if_match, row.version)
    wanted = body.model_dump(exclude_unset=True, exclude={"reason"})
    await change_own_role(work, row, wanted, reason=body.reason)
    return changed(_read(row, await people_by_own_role(work.session)), row.version)


@router.delete("/{role_id}", status_code=204, dependencies=_CHANGE)
async def delete_own_role(work: Work, role_id: UUID, if_match: IfMatch = None) -> Response:
    """Remove a role that nobody has."""
    row = await find_own_role(work.session, role_id, locked=True)
    require_version(if_match, row.version)
    await remove_own_role(work, row)
    return Response(status_code=204)


def _read(row: OwnRole, people: Mapping[UUID, int]) -> OwnRoleRead:
    return OwnRoleRead(
        id=row.id,
        name=row.name,
        description=row.description,
        base=row.base,
        permissions=row.permissions,
        people=people.get(row.id, 0),
        version=row.version,
    )
