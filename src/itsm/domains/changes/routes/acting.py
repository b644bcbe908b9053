"""Sending a change on its way, and writing down how it went."""

from fastapi import APIRouter
from starlette.responses import Response

from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.presentation import read
from itsm.domains.changes.repository import load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.schemas import ChangeDetail, ChangeMove, ChangeReviewPut
from itsm.domains.changes.service.move_change import Step, move_change, write_review
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.resources import changed

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.post("/{change_ref}/transitions", response_model=ChangeDetail)
async def transition_change(change_ref: ChangeRef, body: ChangeMove, work: Work, if_match: IfMatch = None) -> Response:
    """Submit, withdraw, schedule, start, finish, close, cancel or reopen a change."""
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    require_version(if_match, change.version)
    await move_change(work, change, Step(move=body.move, note=body.note, outcome=body.outcome))
    await work.session.flush()
    return changed(await read(work.session, work.actor, change), change.version)


@router.put("/{change_ref}/review", response_model=ChangeDetail)
async def put_change_review(
    change_ref: ChangeRef, body: ChangeReviewPut, work: Work, if_match: IfMatch = None
) -> Response:
    """Keep the post-implementation review."""
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    require_version(if_match, change.version)
    await write_review(work, change, summary=body.summary, lessons=body.lessons)
    await work.session.flush()
    return changed(await read(work.session, work.actor, change), change.version)
