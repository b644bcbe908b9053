"""Raising and editing tickets, one or many."""

from fastapi import APIRouter
from starlette.responses import Response

from itsm.domains.tickets.routes.common import TicketRef, changed_ticket
from itsm.domains.tickets.schemas import BulkInput, BulkResults, TicketCreate, TicketPatch, TicketRead
from itsm.domains.tickets.service.bulk_tickets import change_many
from itsm.domains.tickets.service.create_ticket import NewTicket
from itsm.domains.tickets.service.create_ticket import create_ticket as raise_ticket
from itsm.domains.tickets.service.edit_ticket import edit_ticket as change_fields
from itsm.platform import jsonio
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch
from itsm.platform.http.idempotency import Once

router = APIRouter()


@router.post("", response_model=TicketRead, status_code=201, dependencies=[require("tickets.create")])
async def create_ticket(body: TicketCreate, work: Work, once: Once) -> Response:
    """Raise a ticket: it is classified, routed, timed and assigned before the answer."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    fields = body.model_dump(exclude={"confirm_duplicate", "tags"})
    new = NewTicket(**fields, tags=tuple(body.tags))
    made = await raise_ticket(work, new, confirm_duplicate=body.confirm_duplicate)
    headers = {"Location": f"/api/tickets/{made.id}", "ETag": f'"{made.version}"', "Cache-Control": "private, no-cache"}
    response = Response(jsonio.dumps(made.shown), 201, headers=headers, media_type="application/json")
    once.remember(work, response)
    return response


@router.patch("/{ticket_id}", response_model=TicketRead)
async def edit_ticket(body: TicketPatch, ticket_id: TicketRef, work: Work, if_match: IfMatch = None) -> Response:
    """Change fields of a ticket. Send If-Match with the version that was read."""
    fields = body.model_dump(exclude_unset=True, exclude={"reclassify"})
    changed = await change_fields(work, ticket_id, fields, if_match=if_match, reclassify=body.reclassify)
    return await changed_ticket(work, changed.id)


@router.post("/bulk", dependencies=[require("tickets.work")])
async def change_tickets(body: BulkInput, work: Work) -> BulkResults:
    """Do one thing to many tickets; each succeeds or is refused on its own."""
    return await change_many(work, body)
