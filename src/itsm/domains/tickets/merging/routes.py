"""Merging and splitting, under /api/tickets/{id}/merges and /api/tickets/{id}/comments/{id}/split."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from itsm.domains.tickets.merging.checks import load_both, refusal_of
from itsm.domains.tickets.merging.models import TicketMerge
from itsm.domains.tickets.merging.queries import count_moving, is_written_since, merges_of
from itsm.domains.tickets.merging.schemas import (
    MergeCreate,
    MergedTicket,
    MergeList,
    MergePreview,
    MergeRead,
    SplitCreate,
    TicketReference,
)
from itsm.domains.tickets.merging.service import merge_tickets
from itsm.domains.tickets.merging.splitting import split_comment
from itsm.domains.tickets.merging.undoing import undo_merge, undo_until
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.schemas import TicketRead
from itsm.domains.users import api as users
from itsm.platform import jsonio
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/tickets/{ticket_id}", tags=["tickets"], dependencies=[require("tickets.work")])


@router.get("/merges", response_model=MergeList)
async def list_ticket_merges(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return what was merged into this ticket, or where it goes on, and whether that can be undone."""
    ticket = await load_visible(session, actor, ticket_id)
    require_working(actor, ticket)
    items = [await _read(session, row, ticket.id) for row in await merges_of(session, actor, ticket.id)]
    return json_response(request, MergeList(items=items).model_dump_json().encode())


@router.get("/merges/preview", response_model=MergePreview)
async def preview_ticket_merge(
    request: Request,
    ticket_id: TicketRef,
    into: Annotated[TicketReference, Query(description="The id or number of the ticket it would go on in.")],
    actor: CurrentActor,
    session: Reading,
) -> Response:
    """Return what would be read in the other ticket, and why it cannot be merged where it cannot."""
    source, target = await load_both(session, actor, ticket_id, into)
    refusal = refusal_of(actor, source, target)
    requesters = await users.names(session, {source.requester_id, target.requester_id})
    body = MergePreview(
        source=_ticket(source, requesters.get(source.requester_id)),
        target=_ticket(target, requesters.get(target.requester_id)),
        **await count_moving(session, source.id, target.id),
        is_same_requester=source.requester_id == target.requester_id,
        is_source_older=source.created_at < target.created_at,
        refused=refusal.detail if refusal else None,
    )
    return json_response(request, body.model_dump_json().encode())


@router.post("/merges", response_model=MergeRead, status_code=201)
async def merge_ticket(
    request: Request, body: MergeCreate, ticket_id: TicketRef, work: Work, once: Once, if_match: IfMatch = None
) -> Response:
    """Let a ticket go on in another one, and close it. Send If-Match with the version of the one that is closed."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    merge = await merge_tickets(work, ticket_id, body, if_match=if_match)
    read = await _shown(work, merge)
    return created(request, work, once, read, path=f"/api/tickets/{merge.source_id}/merges", version=1)


@router.post("/merges/{merge_id}/undo")
async def undo_ticket_merge(ticket_id: TicketRef, merge_id: UUID, work: Work) -> MergeRead:
    """Let both tickets be on their own again, the closed one as it was."""
    return await _shown(work, await undo_merge(work, ticket_id, merge_id))


@router.post("/comments/{comment_id}/split", response_model=TicketRead, status_code=201)
async def split_ticket_comment(
    body: SplitCreate, ticket_id: TicketRef, comment_id: UUID, work: Work, once: Once
) -> Response:
    """Raise a ticket of its own out of a comment; it is classified, routed and timed like every other."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    made = await split_comment(work, ticket_id, comment_id, body)
    headers = {"Location": f"/api/tickets/{made.id}", "ETag": f'"{made.version}"'}
    response = Response(jsonio.dumps(made.shown), 201, headers=headers, media_type="application/json")
    once.remember(work, response)
    return response


async def _shown(work: Work, merge: TicketMerge) -> MergeRead:
    await work.session.flush()
    rows = await merges_of(work.session, work.actor, merge.source_id, only=merge.id)
    return await _read(work.session, rows[0], merge.target_id)


async def _read(session: Any, row: Any, of_ticket_id: UUID) -> MergeRead:
    """Return a merge as the ticket in the address tells it: what goes on there is read there."""
    merge, source, target, sees_source, sees_target, asked_source, asked_target, merged_by = row
    until = await undo_until(session, merge)
    is_open = merge.undone_at is None and source.merged_into_id == merge.target_id and utc_now() <= until
    pair = (merge.source_id, merge.target_id)
    may_undo = is_open and sees_source and sees_target
    reads_source = sees_source or (of_ticket_id == merge.target_id and merge.undone_at is None)
    return MergeRead(
        id=merge.id,
        source=_ticket(source, asked_source if reads_source else None),
        target=_ticket(target, asked_target if sees_target else None),
        merged_by=merged_by,
        merged_at=merge.merged_at,
        undo_until=until,
        undone_at=merge.undone_at,
        may_undo=may_undo and not await is_written_since(session, pair, merge.merged_at),
    )


def _ticket(ticket: Any, requester: str | None) -> MergedTicket:
    """Return one of the two; without the name of who asked it is not seen."""
    return MergedTicket(
        id=ticket.id,
        number=ticket.number,
        title=ticket.title if requester else None,
        description=ticket.description if requester else None,
        requester=requester,
        status=ticket.status,
        created_at=ticket.created_at,
        version=ticket.version,
    )
