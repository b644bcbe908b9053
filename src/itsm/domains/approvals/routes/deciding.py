"""One's own approvals: what waits, what was said, what was asked for; and saying yes or no."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.approvals import queries
from itsm.domains.approvals.enums import ApprovalView
from itsm.domains.approvals.presentation import read_many, read_one
from itsm.domains.approvals.repository import load_visible
from itsm.domains.approvals.schemas import ApprovalDecisionInput, ApprovalRead
from itsm.domains.approvals.service.decide import Decision, decide
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor
from itsm.platform.http.resources import changed

router = APIRouter(prefix="/approvals")


@router.get("", response_model=Page[ApprovalRead])
async def list_my_approvals(
    request: Request, actor: CurrentActor, session: Reading, page: PageQuery, view: ApprovalView = ApprovalView.PENDING
) -> Response:
    """Return what waits for the caller, what they decided, or what they asked for; the newest first."""
    now = utc_now()
    before = decode_id_cursor(page.cursor)
    rows = await queries.mine(session, actor, view, now=now, before=before, limit=page.limit)
    items = await read_many(session, actor, rows[: page.limit], now)
    total = await queries.count_mine(session, actor, view, now=now)
    more = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[ApprovalRead](items=items, next_cursor=more, total=total, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.get("/{approval_id}", response_model=ApprovalRead)
async def get_approval(request: Request, approval_id: UUID, actor: CurrentActor, session: Reading) -> Response:
    """Return what is asked, of whom, and what they said."""
    now = utc_now()
    approval = await load_visible(session, actor, approval_id, now)
    shown = await read_one(session, actor, approval, now)
    # Delegations begin and end without a new version of the record: the tag is made of the bytes.
    return json_response(request, shown.model_dump_json().encode())


@router.post("/{approval_id}/decide", response_model=ApprovalRead)
async def decide_approval(approval_id: UUID, body: ApprovalDecisionInput, work: Work) -> Response:
    """Say yes or no."""
    approval = await load_visible(work.session, work.actor, approval_id, work.now)
    after = await decide(work, approval, Decision(vote=body.vote, reason=body.reason, for_id=body.for_id))
    await work.session.flush()
    return changed(await read_one(work.session, work.actor, after, work.now), after.version)
