"""Drafts and held replies of a ticket; one's own drafts."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.tickets.composing import queries, service
from itsm.domains.tickets.composing.enums import MessageChannel
from itsm.domains.tickets.composing.models import Draft, HeldReply
from itsm.domains.tickets.composing.schemas import (
    ComposerRead,
    HeldRead,
    MessageDraftPut,
    MessageDraftRead,
    OwnDraft,
    OwnDrafts,
    ReplyHold,
)
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.repository import load_visible
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created
from itsm.platform.http.schemas import NamedRef

own_router = APIRouter(prefix="/tickets/drafts", tags=["tickets"])
router = APIRouter(prefix="/tickets/{ticket_id}", tags=["tickets"])


@own_router.get("", response_model=OwnDrafts)
async def list_own_drafts(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return what the caller is writing, on whichever ticket."""
    items = [
        OwnDraft(
            **_draft(draft).model_dump(),
            ticket_id=draft.ticket_id,
            ticket=NamedRef(id=str(draft.ticket_id), name=number) if number else None,
            title=title,
        )
        for draft, number, title in await queries.own_drafts(session, actor)
    ]
    return json_response(request, OwnDrafts(items=items).model_dump_json().encode())


@router.get("/composer", response_model=ComposerRead)
async def get_ticket_composer(
    request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return what the caller is writing on a ticket and which of their replies are held."""
    ticket = await load_visible(session, actor, ticket_id)
    drafts = [_draft(draft) for draft in await queries.drafts_of(session, actor.id, ticket.id)]
    held = [_held(reply) for reply in await queries.held_of(session, actor.id, ticket.id)]
    return json_response(request, ComposerRead(drafts=drafts, held=held).model_dump_json().encode())


@router.put("/drafts/{channel}")
async def put_ticket_draft(
    body: MessageDraftPut, ticket_id: TicketRef, channel: MessageChannel, work: Work
) -> MessageDraftRead:
    """Keep what is written so far; nobody else sees it."""
    kept_at = await service.put_draft(work, ticket_id, channel, body.body)
    return MessageDraftRead(channel=channel, body=body.body, updated_at=kept_at)


@router.delete("/drafts/{channel}", status_code=204)
async def delete_ticket_draft(ticket_id: TicketRef, channel: MessageChannel, work: Work) -> None:
    """Throw a draft away."""
    await service.drop_draft(work, ticket_id, channel)


@router.post("/held-replies", response_model=HeldRead, status_code=201)
async def hold_ticket_reply(
    request: Request, body: ReplyHold, ticket_id: TicketRef, work: Work, once: Once
) -> Response:
    """Reply in public: the reply is held some seconds, in which it can be taken back, then sent by itself."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    reply = await service.hold_reply(work, ticket_id, body)
    path = f"/api/tickets/{reply.ticket_id}/composer"
    return created(request, work, once, _held(reply), path=path, version=1)


@router.post("/held-replies/{reply_id}/undo")
async def withdraw_held_reply(ticket_id: TicketRef, reply_id: UUID, work: Work) -> HeldRead:
    """Take a held reply back; its words are a draft again."""
    return _held(await service.withdraw_reply(work, ticket_id, reply_id))


@router.post("/held-replies/{reply_id}/send")
async def send_held_reply(ticket_id: TicketRef, reply_id: UUID, work: Work) -> HeldRead:
    """Send a held reply now."""
    return _held(await service.send_now(work, ticket_id, reply_id))


def _draft(row: Draft) -> MessageDraftRead:
    return MessageDraftRead(channel=MessageChannel(row.channel), body=row.body, updated_at=row.updated_at)


def _held(row: HeldReply) -> HeldRead:
    return HeldRead(id=row.id, body=row.body, state=row.state, send_at=row.send_at)
