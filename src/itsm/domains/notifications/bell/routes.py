"""The bell of whoever asks, under /api/users/me/notifications."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.notifications.bell.presentation import show_conversation
from itsm.domains.notifications.bell.queries import COUNT_LIMIT, count_bell, read_bell
from itsm.domains.notifications.bell.schemas import BellCount, ConversationRead, Finish, Finished, TakeBack
from itsm.domains.notifications.bell.service import finish, take_back
from itsm.domains.notifications.wording.queries import WORDING
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor

router = APIRouter(prefix="/users/me/notifications", tags=["notifications"])


@router.get("", response_model=Page[ConversationRead])
async def list_notifications(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
    state: Annotated[Literal["open", "done"], Query()] = "open",
) -> Response:
    """List the caller's news by conversation, the latest first; only of what they may see now."""
    before = decode_id_cursor(page.cursor)
    bell = await read_bell(session, actor, is_done=state == "done", limit=page.limit, before=before)
    wording = await WORDING.get(session)
    answer = Page[ConversationRead](
        items=[show_conversation(actor, conversation, wording) for conversation in bell.items],
        next_cursor=encode_cursor(str(bell.next_before)) if bell.next_before else None,
        total=None,
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get("/count", response_model=BellCount)
async def count_notifications(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Count the conversations that hold news for the caller."""
    count = await count_bell(session, actor)
    answer = BellCount(count=count, has_more=count >= COUNT_LIMIT)
    return json_response(request, answer.model_dump_json().encode())


@router.post("/done")
async def finish_notifications(body: Finish, work: Work) -> Finished:
    """Put news away; what came after the latest on the screen stays."""
    return Finished(done_at=await finish(work, body.keys, body.up_to))


@router.post("/undo", status_code=204)
async def take_notifications_back(body: TakeBack, work: Work) -> None:
    """Take back what was put away at that moment."""
    await take_back(work, body.done_at)
