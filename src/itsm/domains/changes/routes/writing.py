"""Beginning, altering and deleting changes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.presentation import read
from itsm.domains.changes.repository import load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.schemas import ChangeCreate, ChangeDetail, ChangePatch
from itsm.domains.changes.service.write_change import create_change, delete_change, edit_change
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed, created

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.post("", response_model=ChangeDetail, status_code=201)
async def create_change_request(request: Request, body: ChangeCreate, work: Work, once: Once) -> Response:
    """Begin a change as a draft."""
    if known := await once.replay(work, body.model_dump(mode="json", exclude_unset=True)):
        return known
    change = await create_change(work, body.model_dump(exclude_unset=True))
    await work.session.flush()
    shown = await read(work.session, work.actor, change)
    return created(request, work, once, shown, path=f"/api/changes/{change.number}", version=change.version)


@router.patch("/{change_ref}", response_model=ChangeDetail)
async def update_change(change_ref: ChangeRef, body: ChangePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Alter a change. Where scope, window or risk differ, approvals given are void and asked for again."""
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    require_version(if_match, change.version)
    await edit_change(work, change, body.model_dump(exclude_unset=True))
    await work.session.flush()
    return changed(await read(work.session, work.actor, change), change.version)


@router.delete("/{change_ref}", status_code=204)
async def remove_change(change_ref: ChangeRef, work: Work, if_match: IfMatch = None) -> None:
    """Delete a draft or a rejected change."""
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    require_version(if_match, change.version)
    await delete_change(work, change)
