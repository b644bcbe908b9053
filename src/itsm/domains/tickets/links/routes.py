"""Links of a ticket, under /api/tickets/{id}/links."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.tickets.links.queries import LinkRow, links_of
from itsm.domains.tickets.links.schemas import LinkCreate, LinkedTicket, LinkList, LinkRead
from itsm.domains.tickets.links.service import link_tickets, unlink_tickets
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.repository import load_visible
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/tickets/{ticket_id}/links", tags=["tickets"])


@router.get("", response_model=LinkList)
async def list_links(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return the links of a ticket to tickets the caller sees."""
    found = await load_visible(session, actor, ticket_id)
    rows = await links_of(session, actor, found.id)
    return json_response(request, LinkList(items=[_read(row) for row in rows]).model_dump_json().encode())


@router.post("", response_model=LinkRead, status_code=201)
async def create_link(request: Request, ticket_id: TicketRef, body: LinkCreate, work: Work, once: Once) -> Response:
    """Link the ticket to another one."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await link_tickets(work, ticket_id, body.relation, body.ticket_id)
    return created(request, work, once, _read(row), path=f"/api/tickets/{ticket_id}/links", version=1)


@router.delete("/{link_id}", status_code=204)
async def delete_link(ticket_id: TicketRef, link_id: UUID, work: Work) -> None:
    """Take the link away; neither ticket changes otherwise."""
    await unlink_tickets(work, ticket_id, link_id)


def _read(row: LinkRow) -> LinkRead:
    other = LinkedTicket(id=row.other_id, number=row.number, title=row.title, status=row.status)
    return LinkRead(id=row.id, relation=row.relation, ticket=other, created_at=row.created_at)
