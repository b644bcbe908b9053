"""Who follows a ticket, under /api/tickets/{id}/watchers."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.policies import works_on
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.watchers.schemas import WatcherCreate, WatcherList, WatcherRead
from itsm.domains.tickets.watchers.service import add_watcher, present_watchers, remove_watcher
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/tickets/{ticket_id}/watchers", tags=["tickets"])


@router.get("", response_model=WatcherList)
async def list_watchers(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return who follows the ticket; who does not work it sees only whether they do themselves."""
    found = await load_visible(session, actor, ticket_id)
    sees_all = works_on(actor, found)
    items = [
        WatcherRead(id=watcher.id, name=watcher.name, created_at=watcher.since)
        for watcher in await present_watchers(session, found.id, found)
        if watcher.since is not None and (sees_all or watcher.id == actor.id)
    ]
    return json_response(request, WatcherList(items=items).model_dump_json().encode())


@router.post("", response_model=WatcherRead, status_code=201)
async def create_watcher(
    request: Request, ticket_id: TicketRef, body: WatcherCreate, work: Work, once: Once
) -> Response:
    """Follow the ticket, or have somebody follow it who may see it."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    watcher = await add_watcher(work, ticket_id, body.user_id)
    return created(request, work, once, watcher, path=f"/api/tickets/{ticket_id}/watchers", version=1)


@router.delete("/{user_id}", status_code=204)
async def delete_watcher(ticket_id: TicketRef, user_id: UUID | Literal["me"], work: Work) -> None:
    """Stop following the ticket, or take somebody off it."""
    await remove_watcher(work, ticket_id, user_id)
