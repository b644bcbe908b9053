"""Tickets beside a change, and changes beside a ticket."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.queries.listing import changes_of, tickets_of
from itsm.domains.changes.repository import load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.schemas import ChangeTicketCreate, ChangeTicketRead, TicketChangeRead
from itsm.domains.changes.service.tickets import link_ticket, unlink_ticket
from itsm.domains.tickets import api as tickets
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import created, whole_list

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])
beside = APIRouter(tags=["changes"], dependencies=[require(WRITE)])

TicketRef = Annotated[str, Path(max_length=40, description="A ticket's id or number.")]


@router.get("/{change_ref}/tickets", response_model=Page[ChangeTicketRead])
async def list_change_tickets(
    request: Request, change_ref: ChangeRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return the tickets beside a change that the caller sees."""
    change = await load_visible(session, actor, change_ref)
    rows = await tickets_of(session, actor, change.id)
    return whole_list(request, ChangeTicketRead, [ChangeTicketRead.model_validate(row) for row in rows])


@router.post("/{change_ref}/tickets", response_model=ChangeTicketRead, status_code=201)
async def link_change_ticket(
    request: Request, change_ref: ChangeRef, body: ChangeTicketCreate, work: Work, once: Once
) -> Response:
    """Put a ticket beside a change."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    link = await link_ticket(work, change, body.ticket_id, body.role)
    await work.session.flush()
    rows = await tickets_of(work.session, work.actor, change.id)
    shown = ChangeTicketRead.model_validate(next(row for row in rows if row.id == link.ticket_id))
    return created(request, work, once, shown, path=f"/api/changes/{change.number}/tickets", version=1)


@router.delete("/{change_ref}/tickets/{linked_ticket_id}", status_code=204)
async def unlink_change_ticket(change_ref: ChangeRef, linked_ticket_id: UUID, work: Work) -> None:
    """Take a ticket away from a change; neither changes otherwise."""
    change = await load_visible(work.session, work.actor, change_ref, lock=True)
    await unlink_ticket(work, change, linked_ticket_id)


@beside.get("/tickets/{ticket_id}/changes", response_model=Page[TicketChangeRead])
async def list_ticket_changes(
    request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return the changes beside a ticket."""
    ticket = await tickets.load_visible(session, actor, ticket_id)
    rows = await changes_of(session, actor, ticket.id)
    return whole_list(request, TicketChangeRead, [TicketChangeRead.model_validate(row) for row in rows])
