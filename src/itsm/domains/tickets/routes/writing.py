"""Raising and editing tickets, one or many."""

from fastapi import APIRouter
from starlette.responses import Response

from itsm.domains.tickets.routes.common import TicketRef, changed_ticket
from itsm.domains.tickets.schemas import TicketCreate, TicketPatch, TicketRead
from itsm.domains.tickets.service.create_ticket import NewTicket
from itsm.domains.tickets.service.create_ticket import create_ticket as raise_ticket
from itsm.domains.tickets.service.edit_ticket import edit_ticket as change_fields
from itsm.platform import jsonio
from itsm.platform.http.deps import CurrentActor, Work, require
from itsm.platform.http.etags import IfMatch
from itsm.platform.http.idempotency import Once
from itsm.platform.work import UnitOfWork

router = APIRouter(prefix="/tickets", tags=["tickets"])


@router.post("", response_model=TicketRead, status_code=201, dependencies=[require("tickets.create")])
async def create_ticket(body: TicketCreate, actor: CurrentActor, once: Once) -> Response:
    """Raise a ticket: it is classified, routed, timed and assigned before the answer."""
    fields = dict(body)
    is_confirmed = fields.pop("confirm_duplicate")
    new = NewTicket(**fields | {"tags": tuple(body.tags), "asset_ids": tuple(body.asset_ids)})

    async def make(work: UnitOfWork) -> Response:
        made = await raise_ticket(work, new, confirm_duplicate=is_confirmed)
        address, tag = f"/api/tickets/{made.id}", f'"{made.version}"'
        headers = {"Location": address, "ETag": tag, "Cache-Control": "private, no-cache"}
        return Response(jsonio.dumps(made.shown), 201, headers=headers, media_type="application/json")

    return await once.answer(actor, body.model_dump_json().encode(), make)


@router.patch("/{ticket_id}", response_model=TicketRead)
async def edit_ticket(body: TicketPatch, ticket_id: TicketRef, work: Work, if_match: IfMatch = None) -> Response:
    """Change fields of a ticket. Send If-Match with the version that was read."""
    fields = body.model_dump(exclude_unset=True, exclude={"reclassify"})
    changed = await change_fields(work, ticket_id, fields, if_match=if_match, reclassify=body.reclassify)
    return await changed_ticket(work, changed.id)
